import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { kitErrors } from '../errors/kit-errors';
import type { Resources, Scope } from '../scope/scope';
import type { Limit } from './limit';
import { networkOf } from './network';

/** Seconds for which a window that is over is still known: by the house's clock it may not be over yet. */
const margin = 60;

/** A limit and whom it is counted for. */
export type Counted = readonly [limit: Limit, key: string];

/**
 * Counts attempts, before they are made: a hundred at once are a hundred. Windows are cut on the house's own clock and
 * named in the key, so that the store only has to count and to forget.
 */
export class Throttle {
  private readonly counters = new Map<string, RateLimiterAbstract>();

  constructor(private readonly resources: Resources) {}

  /**
   * Counts one attempt, for the narrowest limit first: what that one refuses does not use up the wider ones, which are
   * other people's too. The wait in seconds where it is refused, else 0.
   */
  async take(counted: readonly Counted[]): Promise<number> {
    for (const [limit, key] of counted) {
      const wait = await this.count(limit, key);
      if (wait > 0) return wait;
    }
    return 0;
  }

  /** @throws RATE_LIMITED */
  async demand(...counted: readonly Counted[]): Promise<void> {
    const retryAfter = await this.take(counted);
    if (retryAfter > 0) throw kitErrors.RATE_LIMITED({ retryAfter });
  }

  /** The attempt was no guess: it does not count. */
  async giveBack(counted: readonly Counted[]): Promise<void> {
    await Promise.all(counted.map(([limit, key]) => this.counter(limit).reward(this.windowed(limit, key), 1)));
  }

  private async count(limit: Limit, key: string): Promise<number> {
    try {
      await this.counter(limit).consume(this.windowed(limit, key), 1);
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return this.secondsLeft(limit);
    }
  }

  private counter({ name, points, seconds }: Limit): RateLimiterAbstract {
    const known = this.counters.get(name);
    if (known) return known;
    const made = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds + margin });
    this.counters.set(name, made);
    return made;
  }

  /** Keys may name addresses of people, so the store gets a keyed hash. */
  private windowed({ seconds }: Limit, key: string): string {
    return `${Math.floor(this.now() / seconds)}:${this.resources.secrets.mac('throttle', key.toLowerCase())}`;
  }

  private secondsLeft({ seconds }: Limit): number {
    return seconds - (this.now() % seconds);
  }

  private now(): number {
    return Math.floor(this.resources.clock.now().getTime() / 1_000);
  }
}

export const throttleOf = (scope: Scope): Throttle => scope.shared(Throttle);

/** Where this call comes from, as throttles count it. */
export const callersNetwork = (scope: Scope): string => networkOf(scope.origin.address);
