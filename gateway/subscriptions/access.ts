import { accessLifetimeSeconds } from '../../kit/identity/access-token';
import type { Clock } from '../../kit/scope/clock';
import type { Credentials, Identified, Identity } from '../identity/identity';
import { countingGuesses } from '../limits/rates/admitted';
import type { Rates } from '../limits/rates/rates';
import { subscriptionErrors } from './subscriptions.errors';
import type { ViewerChanges } from './viewer-changes';

/** For whom a connection speaks, and how long that holds. */
export interface Access extends Identified {
  /** Looks again whether it still holds; absent where the client has to send something new. */
  readonly renew?: () => Promise<Access>;
}

interface AccessOptions {
  readonly identity: Pick<Identity, 'identify'>;
  readonly rates: Pick<Rates, 'mayIdentify' | 'noteWrongGuess'>;
  readonly changes: ViewerChanges;
  readonly clock: Clock;
}

/** Reads what clients say about themselves. */
export class AccessReader {
  constructor(private readonly options: AccessOptions) {}

  /** @throws RATE_LIMITED, INVALID_TOKEN, INVALID_API_KEY, VIEWER_CHANGED, UsersUnreachable */
  async read(credentials: Credentials): Promise<Access> {
    const { rates } = this.options;
    const { address } = credentials;
    const { refusal } = await rates.mayIdentify(credentials);
    if (refusal) throw refusal;
    return this.accessOf(await countingGuesses(rates, address, () => this.identify(credentials)), credentials);
  }

  private identify(credentials: Credentials): Promise<Identified> {
    return this.options.identity.identify(credentials);
  }

  private accessOf(identified: Identified, credentials: Credentials): Access {
    const { changes, clock } = this.options;
    if (changes.areUnknownTo(identified)) throw subscriptionErrors.VIEWER_CHANGED();
    if (!credentials.apiKey) return identified;
    // A key says nothing of its end: it is asked for again as often as a token would be.
    const expiresAt = new Date(clock.now().getTime() + accessLifetimeSeconds * 1_000);
    // What was right before is no guess, however many others guess from there.
    const renew = async () => this.accessOf(await this.identify(credentials), credentials);
    return { ...identified, expiresAt, renew };
  }
}

/** The credentials among the parameters of a connection, or of a `ping`; names in any case. */
export function credentialsIn(params: object, address: string): Credentials {
  const texts = new Map(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
    ),
  );
  return { authorization: texts.get('authorization'), apiKey: texts.get('x-api-key'), address };
}
