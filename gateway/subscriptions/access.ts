import { accessLifetimeSeconds } from '../../kit/identity/access-token';
import type { Clock } from '../../kit/scope/clock';
import type { Credentials, Identified, Identity } from '../identity/identity';
import { subscriptionErrors } from './subscriptions.errors';
import type { ViewerChanges } from './viewer-changes';

/** For whom a connection speaks, and how long that holds. */
export interface Access extends Identified {
  /** Looks again whether it still holds; absent where the client has to send something new. */
  readonly renew?: () => Promise<Access>;
}

interface AccessOptions {
  readonly identity: Pick<Identity, 'identify'>;
  readonly changes: ViewerChanges;
  readonly clock: Clock;
}

/** Reads what clients say about themselves. */
export class AccessReader {
  constructor(private readonly options: AccessOptions) {}

  /** @throws INVALID_TOKEN, INVALID_API_KEY, VIEWER_CHANGED, UsersUnreachable */
  async read(credentials: Credentials): Promise<Access> {
    const { identity, changes, clock } = this.options;
    const identified = await identity.identify(credentials);
    if (changes.areUnknownTo(identified)) throw subscriptionErrors.VIEWER_CHANGED();
    if (!credentials.apiKey) return identified;
    // A key says nothing of its end: it is asked for again as often as a token would be.
    const expiresAt = new Date(clock.now().getTime() + accessLifetimeSeconds * 1_000);
    return { ...identified, expiresAt, renew: () => this.read(credentials) };
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
