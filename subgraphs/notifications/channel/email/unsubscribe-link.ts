import type { Secrets } from '../../../../kit/config/secrets';
import { isSameText } from '../../../../kit/identity/same-text';
import { isUuid } from '../../../../kit/scope/ids';
import { NotificationKind } from '../../kind/kind';

/** What a link in a letter ends: letters of one kind to one person, or the digest. */
export interface Subscription {
  readonly userId: string;
  readonly about: NotificationKind | 'DIGEST';
}

const abouts = [...Object.values(NotificationKind), 'DIGEST' as const];

/** Never ends: a letter is found again years later. */
export function unsubscribeUrl(publicUrl: string, secrets: Secrets, { userId, about }: Subscription): string {
  return new URL(`/notifications/unsubscribe/${userId}/${about}/${mark(secrets, userId, about)}`, publicUrl).toString();
}

/** What the parts of such an address mean; null where we did not make it. */
export function readUnsubscribe(secrets: Secrets, userId: string, about: string, given: string): Subscription | null {
  const known = abouts.find((name) => name === about);
  return known && isUuid(userId) && isSameText(given, mark(secrets, userId, about)) ? { userId, about: known } : null;
}

const mark = (secrets: Secrets, userId: string, about: string): string =>
  secrets.mac('unsubscribe', `${userId}:${about}`);
