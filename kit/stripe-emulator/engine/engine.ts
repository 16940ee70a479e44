import { duties, type DutyName } from '../duties';
import { recordEvent } from '../webhooks/record-event';
import { Courier, type Deliver } from '../webhooks/courier';
import type { Clock } from '../../scope/clock';
import type { Timers } from '../../scope/timers';
import { Agenda, type Entry } from './agenda';
import { PLATFORM } from './platform';
import type { Store } from './store';
import { Turn, type Cause } from './turn';

const BY_ITSELF: Cause = { id: null, idempotency_key: null };
/** The longest delay that timers of Node know, in milliseconds. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** What happens to subscriptions whose renewal nobody pays. */
export interface Dunning {
  /** Days from each failure to the next attempt. */
  readonly retryAfterDays: readonly number[];
  /** What becomes of it after the last. */
  readonly atLast: 'cancel' | 'unpaid' | 'past_due';
}

interface EngineParts {
  readonly dunning: Dunning;
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly deliver: Deliver;
  /** Where its pages are. */
  readonly url: () => string;
}

/** Time, what is kept, and what happens by itself. */
export class Engine {
  readonly agenda = new Agenda();
  readonly courier: Courier;
  readonly store: Store;
  private offset = 0;
  private callOff: (() => void) | null = null;
  private isClosed = false;
  /** What follows from what happens, while that may be taken back. */
  private waiting: (() => void)[] | null = null;

  constructor(private readonly parts: EngineParts) {
    this.store = parts.store;
    this.courier = new Courier(this, parts.deliver);
    for (const account of this.store.accountIds())
      for (const { id: task, at, clock } of this.store.of(account, 'task').all())
        this.agenda.add({ at, account, task }, clock);
  }

  get dunning(): Dunning {
    return this.parts.dunning;
  }

  /** Where a page of the emulator is. */
  pageUrl(path: string): string {
    return `${this.parts.url()}${path}`;
  }

  /** Whether the platform may act for an account. */
  isConnected(account: string): boolean {
    return this.store.of(PLATFORM, 'account').get(account) !== undefined;
  }

  /** Milliseconds since 1970. */
  milliseconds(): number {
    return this.parts.clock.now().getTime() + this.offset;
  }

  /** Seconds since 1970. */
  now(): number {
    return Math.floor(this.milliseconds() / 1000);
  }

  /** Does something at once and as a whole, and tells of it. What was due before happens before. */
  run<T>(account: string, cause: Cause, work: (turn: Turn) => T): T {
    this.runDue();
    try {
      return work(new Turn(this, account, this.now(), cause));
    } finally {
      this.store.flush();
      this.wake();
    }
  }

  /** Lets everything happen that is due by now, each at its own moment. */
  runDue(): void {
    this.runUntil(this.now(), null);
  }

  /** Lets what is due on a clock happen, until a moment. */
  runUntil(until: number, clock: string | null): void {
    for (let due = this.agenda.take(until, clock); due; due = this.agenda.take(until, clock)) {
      const turn = new Turn(this, due.account, due.at, BY_ITSELF, clock);
      const task = turn.find('task', due.task);
      if (!task) continue;
      turn.remove(task);
      duties[task.duty as DutyName](turn, task.subject);
      this.store.flush();
    }
  }

  /** Moves the time on: what becomes due meanwhile happens. */
  advance(milliseconds: number): void {
    this.offset += milliseconds;
    this.runDue();
    this.wake();
  }

  emit(turn: Turn, cause: Cause, type: string, object: object, previous?: object): void {
    const event = recordEvent(turn, cause, type, object, previous);
    this.onceSure(() => this.courier.post(turn.account, event));
  }

  /** Has something due at a moment. */
  add(entry: Entry, clock: string | null): void {
    this.onceSure(() => this.agenda.add(entry, clock));
  }

  /** Does something as a whole, or, where that throws, not at all. */
  allOrNothing<T>(work: () => T): T {
    return this.unsure((stay) => {
      const result = work();
      stay();
      return result;
    });
  }

  /** What would come of something; nothing happens. */
  rehearse<T extends object>(work: () => T): T {
    return this.unsure(() => JSON.parse(JSON.stringify(work())) as T);
  }

  private unsure<T>(work: (stay: () => void) => T): T {
    const waiting: (() => void)[] = [];
    let stays = false;
    this.waiting = waiting;
    try {
      return this.store.attempt((stay) =>
        work(() => {
          stays = true;
          stay();
        }),
      );
    } finally {
      this.waiting = null;
      if (stays) for (const step of waiting) step();
    }
  }

  private onceSure(step: () => void): void {
    if (this.waiting) this.waiting.push(step);
    else step();
  }

  /** Everything that is due has happened, and been told to whoever wants to know. */
  async settle(): Promise<void> {
    this.runDue();
    await this.courier.deliverDue();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.callOff?.();
    await this.courier.close();
    this.store.close();
  }

  /** Sets the alarm for what comes next. */
  wake(): void {
    this.callOff?.();
    this.callOff = null;
    if (this.isClosed) return;
    const [task, delivery] = [this.agenda.nextAt(null), this.courier.nextAt()];
    const next = Math.min(task === null ? Infinity : task * 1000, delivery ?? Infinity);
    if (next === Infinity) return;
    const delay = Math.min(Math.max(next - this.milliseconds(), 0), LONGEST_DELAY);
    this.callOff = this.parts.timers.after(delay, () => {
      this.callOff = null;
      this.runDue();
      void this.courier.deliverDue();
    });
  }
}
