import type { Timers } from '../scope/timers';

/** Timers whose time passes when a test says so. */
export class ManualTimers implements Timers {
  private time = 0;
  private readonly due = new Map<object, { readonly at: number; readonly work: () => void }>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, work: () => void): () => void {
    const key = {};
    this.due.set(key, { at: this.time + milliseconds, work });
    return () => void this.due.delete(key);
  }

  /** How many delays run. */
  get pending(): number {
    return this.due.size;
  }

  /** Lets time pass, and what is due meanwhile happen in its order. */
  advance(milliseconds: number): void {
    const until = this.time + milliseconds;
    for (let next = this.nextDue(until); next; next = this.nextDue(until)) {
      const [key, { at, work }] = next;
      this.due.delete(key);
      this.time = at;
      work();
    }
    this.time = until;
  }

  private nextDue(until: number) {
    return [...this.due].filter(([, { at }]) => at <= until).toSorted(([, a], [, b]) => a.at - b.at)[0];
  }
}
