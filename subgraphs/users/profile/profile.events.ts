import { emit } from '../../../kit/events/emit';
import type { EventPayload } from '../../../kit/events/catalog';
import { sealContact } from '../../../kit/identity/contact';
import type { Scope } from '../../../kit/scope/scope';
import type { User } from './user.entity';

type Contactable = Pick<User, 'id' | 'version' | 'email' | 'displayName' | 'locale' | 'timeZone'>;

/** Tells who writes to people how this one is reached, and in which language. */
export async function tellOfContact(tx: Scope, user: User): Promise<void> {
  await emit(tx, 'user.changed', contactFacts(tx, user));
}

export function contactFacts({ secrets }: Scope, user: Contactable): EventPayload<'user.changed'> {
  const { id: userId, version, email, displayName, locale, timeZone } = user;
  return { userId, version, contact: sealContact(secrets, userId, version, { email, displayName, locale, timeZone }) };
}
