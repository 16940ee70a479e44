import type { Timers } from '../../kit/scope/timers';

export type BreakerState = 'closed' | 'half_open' | 'open';

export interface BreakerRules {
  /** Milliseconds of the past that are judged. */
  readonly window: number;
  /** Calls in the window below which nothing is judged. */
  readonly minCalls: number;
  /** Share of failures in the window at which it opens. */
  readonly failureRate: number;
  /** Milliseconds that it stays open at least; up to half as long again, so that gateways do not try all at once. */
  readonly openFor: number;
  /** Successes in a row, one call at a time, that close it again. */
  readonly probes: number;
}

export const breakerRules: BreakerRules = {
  window: 10_000,
  minCalls: 20,
  failureRate: 0.5,
  openFor: 5_000,
  probes: 3,
};

const slots = 10;

interface BreakerOptions {
  readonly rules?: BreakerRules;
  readonly timers: Timers;
  readonly random: () => number;
  readonly onState: (state: BreakerState) => void;
}

/** Leave to make one call, given in one state of the breaker: what comes of it later says nothing about another state. */
export interface Leave {
  readonly period: number;
}

/**
 * Stops calling what fails: closed, it counts; open, it lets nothing through for a while; half open, it lets one call
 * through at a time until enough have gone well in a row, or one has not.
 */
export class CircuitBreaker {
  private state: BreakerState = 'closed';
  private period = 0;
  private reopensAt = 0;
  private successes = 0;
  private isProbing = false;
  private readonly counts: Counts;
  private readonly rules: BreakerRules;

  constructor(private readonly options: BreakerOptions) {
    this.rules = options.rules ?? breakerRules;
    this.counts = new Counts(this.rules.window / slots, options.timers);
  }

  /** Null while it is not to be called. Who has leave says later what came of it, by one of the three below. */
  enter(): Leave | null {
    if (this.state === 'open' && this.options.timers.now() >= this.reopensAt) this.become('half_open');
    if (this.state === 'open' || (this.state === 'half_open' && this.isProbing)) return null;
    this.isProbing = this.state === 'half_open';
    return { period: this.period };
  }

  succeeded({ period }: Leave): void {
    if (period !== this.period) return;
    if (this.state === 'closed') return this.counts.add(false);
    this.isProbing = false;
    this.successes += 1;
    if (this.successes >= this.rules.probes) this.become('closed');
  }

  failed({ period }: Leave): void {
    if (period !== this.period) return;
    if (this.state === 'half_open') return this.open();
    this.counts.add(true);
    const { calls, failures } = this.counts.sum();
    if (calls >= this.rules.minCalls && failures / calls >= this.rules.failureRate) this.open();
  }

  /** The call ended without saying anything about the subgraph. */
  ended({ period }: Leave): void {
    if (period === this.period) this.isProbing = false;
  }

  private open(): void {
    this.reopensAt = this.options.timers.now() + this.rules.openFor * (1 + this.options.random() / 2);
    this.become('open');
  }

  private become(state: BreakerState): void {
    this.state = state;
    this.period += 1;
    this.successes = 0;
    this.isProbing = false;
    this.counts.clear();
    this.options.onState(state);
  }
}

/** Calls and failures of the last ten slots of time. */
class Counts {
  private readonly calls = new Uint32Array(slots);
  private readonly failures = new Uint32Array(slots);
  private slot = 0;

  constructor(
    private readonly slotLength: number,
    private readonly timers: Timers,
  ) {}

  add(isFailure: boolean): void {
    this.forgetPast();
    const index = this.slot % slots;
    this.calls[index]! += 1;
    if (isFailure) this.failures[index]! += 1;
  }

  sum(): { readonly calls: number; readonly failures: number } {
    this.forgetPast();
    return { calls: this.calls.reduce(plus, 0), failures: this.failures.reduce(plus, 0) };
  }

  clear(): void {
    this.calls.fill(0);
    this.failures.fill(0);
  }

  private forgetPast(): void {
    const now = Math.floor(this.timers.now() / this.slotLength);
    for (let past = Math.max(this.slot + 1, now - slots + 1); past <= now; past += 1) {
      this.calls[past % slots] = 0;
      this.failures[past % slots] = 0;
    }
    this.slot = now;
  }
}

function plus(a: number, b: number): number {
  return a + b;
}
