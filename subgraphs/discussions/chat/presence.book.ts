import type { Resources } from '../../../kit/scope/scope';
import { chatTopic } from './chat.topic';

/** Milliseconds after which a process says again who is with it; one that says nothing for three times as long is gone. */
export const presenceInterval = 15_000;

/** More people than this are not told one by one: their process waits a second, and tells of all who came and went in it. */
const crowd = 50;
const crowdWaits = 1_000;

/**
 * Who is in which conversation by a connection to this process. It tells the others by the live topics, whenever that changes and
 * every few seconds, so that nobody stays who is with a process that died. Stored nowhere.
 */
export class PresenceBook {
  private readonly processId: string;
  /** By conversation, how many connections somebody has. */
  private readonly places = new Map<string, Map<string, number>>();
  private readonly waiting = new Set<string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly resources: Resources) {
    this.processId = resources.ids.next();
  }

  enter(key: string, userId: string): void {
    const people = this.places.get(key) ?? new Map<string, number>();
    this.places.set(key, people.set(userId, (people.get(userId) ?? 0) + 1));
    this.timer ??= setInterval(() => this.tellAll(), presenceInterval).unref();
    this.tell(key, true);
  }

  leave(key: string, userId: string): void {
    const people = this.places.get(key);
    const left = (people?.get(userId) ?? 0) - 1;
    if (left > 0) people?.set(userId, left);
    else people?.delete(userId);
    this.tell(key, false);
    if (people?.size === 0) this.places.delete(key);
    if (this.places.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  /** Another process asks; however many streams of this one hear that, it answers once. */
  answer(key: string, { processId }: { readonly processId: string }): void {
    if (processId !== this.processId) this.later(key, 0);
  }

  /** Says who is here, to all who may have forgotten. */
  tellAll(): void {
    for (const key of this.places.keys()) this.tell(key, false);
  }

  private tell(key: string, isAsking: boolean): void {
    const isCrowded = (this.places.get(key)?.size ?? 0) > crowd;
    if (isCrowded) this.later(key, crowdWaits);
    else this.publish(key, isAsking);
  }

  private later(key: string, wait: number): void {
    if (this.waiting.has(key)) return;
    this.waiting.add(key);
    setTimeout(() => {
      this.waiting.delete(key);
      this.publish(key, false);
    }, wait).unref();
  }

  private publish(key: string, isAsking: boolean): void {
    const userIds = [...(this.places.get(key)?.keys() ?? [])];
    const attendance = { processId: this.processId, userIds, isAsking };
    const told = { kind: 'PRESENCE', message: null, userId: null, seq: null, attendance } as const;
    chatTopic.publish(this.resources.live, key, told);
  }
}
