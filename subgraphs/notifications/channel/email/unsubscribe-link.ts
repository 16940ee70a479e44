import type { Secrets } from '../../../../kit/config/secrets';
import { isUuid } from '../../../../kit/scope/ids';
import { NotificationKind } from '../../kind/kind';

/** What a link in a letter ends: letters of one kind to one person. */
export interface Subscription {
  readonly userId: string;
  readonly kind: NotificationKind;
}

const kindNames = Object.values(NotificationKind);

/** Never ends: a letter is found again years later. */
export function unsubscribeUrl(publicUrl: string, secrets: Secrets, { userId, kind }: Subscription): string {
  return new URL(`/notifications/unsubscribe/${userId}/${kind}/${mark(secrets, userId, kind)}`, publicUrl).toString();
}

/** What the parts of such an address mean; null where we did not make it. */
export function readUnsubscribe(secrets: Secrets, userId: string, kind: string, given: string): Subscription | null {
  const known = kindNames.find((name) => name === kind);
  return known && isUuid(userId) && given === mark(secrets, userId, kind) ? { userId, kind: known } : null;
}

const mark = (secrets: Secrets, userId: string, kind: string): string =>
  secrets.mac('unsubscribe', `${userId}:${kind}`);
