import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { apartFrom } from './blockers';
import { ChatLive } from './chat.live';
import { chatKey, type Attendance, type ChatEvent } from './chat.topic';
import { ConversationLoaders } from './conversation.loaders';
import { PresenceBook, presenceInterval } from './presence.book';

/** Up to how many people are named. */
export const namedPresent = 50;

/** Who is in a conversation, as one of them is shown it. */
export interface Present {
  readonly count: number;
  /** Null where there are too many to be named. */
  readonly userIds: readonly string[] | null;
}

/** That everything from here on is heard. */
const hearing: ChatEvent = { kind: 'PRESENCE', message: null, userId: null, seq: null };

/** Who is in a conversation right now: those who listen to that, for as long as they do. */
export class PresenceLive {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND */
  async follow(id: string): Promise<AsyncIterableIterator<Present>> {
    signedIn(this.scope.viewer);
    const conversation = await this.scope.get(ConversationLoaders).visible.load(id);
    if (!conversation) throw kitErrors.NOT_FOUND({ thing: 'conversation' });
    const events = await this.scope.get(ChatLive).follow(id, 'PRESENCE', hearing);
    return new PresenceStream(this.scope, chatKey(conversation), events);
  }
}

/** Whoever listens is here; with the stream they go. */
class PresenceStream implements AsyncIterableIterator<Present> {
  private readonly book: PresenceBook;
  private readonly told = new Map<string, { readonly userIds: readonly string[]; readonly until: number }>();
  private last = '';
  private isHere = false;
  private isOver = false;

  constructor(
    private readonly scope: Scope,
    private readonly key: string,
    private readonly events: AsyncIterableIterator<ChatEvent>,
  ) {
    this.book = scope.shared(PresenceBook);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Present>> {
    for (;;) {
      const { value, done } = await this.events.next();
      if (done || this.isOver) return this.end();
      const present = value.attendance ? await this.hear(value.attendance) : this.enter();
      if (present && !this.isOver) return { value: present, done: false };
    }
  }

  async return(): Promise<IteratorResult<Present>> {
    await this.events.return?.();
    return this.end();
  }

  private enter(): null {
    if (!this.isHere) this.book.enter(this.key, signedIn(this.scope.viewer));
    this.isHere = true;
    return null;
  }

  private end(): IteratorResult<Present> {
    if (this.isHere) this.book.leave(this.key, signedIn(this.scope.viewer));
    this.isHere = false;
    this.isOver = true;
    return { value: undefined, done: true };
  }

  /** Null where that is what the viewer was told already. */
  private async hear(attendance: Attendance): Promise<Present | null> {
    const { processId, userIds, isAsking } = attendance;
    const now = this.scope.clock.now().getTime();
    this.told.set(processId, { userIds, until: now + 3 * presenceInterval });
    if (isAsking) this.book.answer(this.key, attendance);
    for (const [id, { until }] of this.told) if (until <= now) this.told.delete(id);
    const present = await this.shown([...new Set([...this.told.values()].flatMap((process) => process.userIds))]);
    const text = JSON.stringify(present);
    if (text === this.last) return null;
    this.last = text;
    return present;
  }

  /** Nobody is shown to whom they blocked, or by whom they are. */
  private async shown(ids: readonly string[]): Promise<Present> {
    if (ids.length > namedPresent) return { count: ids.length, userIds: null };
    const apart = await apartFrom(this.scope, ids);
    const userIds = ids.filter((id) => !apart.has(id)).toSorted();
    return { count: userIds.length, userIds };
  }
}
