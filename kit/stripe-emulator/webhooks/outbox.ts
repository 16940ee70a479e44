import type { Delivery } from '../engine/objects';
import { seededRandom, type Chaos } from './chaos';

/** What becomes of a webhook on its way: milliseconds that each copy of it is late; none where it is lost. */
export type Fate = readonly number[];

const ON_TIME: Fate = [0];

/** The deliveries that wait, and what disturbs them. */
export class Outbox {
  private waiting: Delivery[];
  private chaos: Chaos | null = null;
  // Two streams, so that how fast deliveries are made does not change which are lost.
  private fates = seededRandom(0);
  private order = seededRandom(0);
  private isHeld = false;

  constructor(waiting: readonly Delivery[]) {
    this.waiting = [...waiting];
  }

  /** Deliveries at a time. */
  get lanes(): number {
    return this.chaos?.lanes ?? 4;
  }

  disturb(chaos: Chaos | null): void {
    this.chaos = chaos;
    this.fates = seededRandom(chaos?.seed ?? 0);
    this.order = seededRandom((chaos?.seed ?? 0) + 1);
  }

  hold(): void {
    this.isHeld = true;
  }

  /** These first, in this order: ids of events. */
  release(order: readonly string[]): void {
    const place = ({ event }: Delivery): number => (order.includes(event) ? order.indexOf(event) : order.length);
    this.waiting = this.waiting.toSorted((a, b) => place(a) - place(b));
    this.isHeld = false;
  }

  nextFate(): Fate {
    if (!this.chaos) return ON_TIME;
    const { drop = 0, duplicate = 0, delay = 0 } = this.chaos;
    if (this.fates() < drop) return [];
    const copies = this.fates() < duplicate ? 2 : 1;
    return Array.from({ length: copies }, () => Math.floor(this.fates() * delay * 1_000));
  }

  add(delivery: Delivery): void {
    this.waiting.push(delivery);
  }

  /** Milliseconds since 1970 of what comes next. */
  nextAt(): number | null {
    if (this.isHeld || this.waiting.length === 0) return null;
    return this.waiting.reduce((least, { dueAt }) => Math.min(least, dueAt), Infinity);
  }

  /** Takes the next that is due; or, shuffled, any of the next few. */
  take(now: number): Delivery | null {
    if (this.isHeld) return null;
    const due: number[] = [];
    const most = this.chaos?.shuffle ?? 1;
    for (let index = 0; index < this.waiting.length && due.length < most; index++)
      if ((this.waiting[index]?.dueAt ?? Infinity) <= now) due.push(index);
    const index = due[Math.floor(this.order() * due.length)];
    return index === undefined ? null : (this.waiting.splice(index, 1)[0] ?? null);
  }
}
