import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../../../kit/config/config';
import type { CodedError } from '../../../kit/errors/errors';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { KeyTerms } from '../../../kit/identity/key-terms';
import type { Credentials, Identified } from '../../identity/identity';
import type { OperationCost } from '../cost/with-cost-limit';
import { window, type Counters } from './counters';

/** Of the requests of one address, those that may come with credentials that are wrong. */
const shareOfGuesses = 0.01;

export type RateConfig = Pick<Config, 'RATE_PER_ADDRESS' | 'RATE_PER_USER' | 'RATE_PER_KEY' | 'COST_PER_KEY'>;

/** Headers as the IETF's draft on RateLimit fields has them; none where nothing is limited. */
export type RateHeaders = Readonly<Record<string, string>>;

export interface Admission {
  readonly headers: RateHeaders;
  /** RATE_LIMITED, or null where the request may go on. */
  readonly refusal: CodedError | null;
}

const unlimited: Admission = { headers: {}, refusal: null };

interface Quota {
  readonly policy: 'guesses' | 'address' | 'user' | 'key' | 'key-cost';
  readonly holder: string;
  readonly allowed: number;
}

/** How much may be asked in a minute: by one address that nobody signed in from, by one user, by one API key. */
export class Rates {
  constructor(
    private readonly config: RateConfig,
    private readonly counters: Counters,
  ) {}

  /** Whether an address may say who it is. Who says nothing guesses nothing, and is not looked up. */
  mayIdentify({ authorization, apiKey, address }: Credentials): Promise<Admission> {
    if (!authorization && !apiKey) return Promise.resolve(unlimited);
    return this.admission(this.guessesOf(address), 0);
  }

  /** Counts a token or a key that was wrong. */
  async noteWrongGuess(address: string): Promise<void> {
    await this.admission(this.guessesOf(address), 1);
  }

  /** Counts one request. */
  async admit({ viewer, key }: Pick<Identified, 'viewer' | 'key'>, address: string): Promise<Admission> {
    if (key) {
      const cost = await this.admission(this.costOf(key), 0);
      if (cost.refusal) return cost;
      const allowed = key.requestsPerMinute ?? this.config.RATE_PER_KEY;
      return this.admission({ policy: 'key', holder: key.id, allowed }, 1);
    }
    const { id } = viewer;
    if (id !== null) return this.admission({ policy: 'user', holder: id, allowed: this.config.RATE_PER_USER }, 1);
    return this.admission({ policy: 'address', holder: address, allowed: this.config.RATE_PER_ADDRESS }, 1);
  }

  /** Takes from a key's budget what an operation has cost. RATE_LIMITED where that was more than there was; else null. */
  async spend(key: KeyTerms, { actual, estimated }: OperationCost): Promise<CodedError | null> {
    const { refusal } = await this.admission(this.costOf(key), actual ?? estimated);
    return refusal;
  }

  private guessesOf(address: string): Quota {
    return { policy: 'guesses', holder: address, allowed: Math.ceil(this.config.RATE_PER_ADDRESS * shareOfGuesses) };
  }

  private costOf(key: KeyTerms): Quota {
    return { policy: 'key-cost', holder: key.id, allowed: key.costPerMinute ?? this.config.COST_PER_KEY };
  }

  private async admission({ policy, holder, allowed }: Quota, points: number): Promise<Admission> {
    if (allowed === 0) return unlimited;
    const id = `${policy}:${holder}`;
    const used = points === 0 ? await this.counters.get(id) : await this.counters.penalty(id, Math.ceil(points));
    const consumed = used?.consumedPoints ?? 0;
    const isOver = points === 0 ? consumed >= allowed : consumed > allowed;
    const seconds = secondsLeft(used);
    const headers = {
      'ratelimit-policy': `"${policy}";q=${allowed};w=${window}`,
      ratelimit: `"${policy}";r=${Math.max(0, allowed - consumed)};t=${seconds}`,
    };
    if (!isOver) return { headers, refusal: null };
    const refusal = kitErrors.RATE_LIMITED({ policy, allowed, retryAfter: seconds });
    return { headers: { ...headers, 'retry-after': String(seconds) }, refusal };
  }
}

function secondsLeft(used: RateLimiterRes | null): number {
  return used ? Math.max(1, Math.ceil(used.msBeforeNext / 1_000)) : window;
}
