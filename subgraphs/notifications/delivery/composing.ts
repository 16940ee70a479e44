import type { Scope } from '../../../kit/scope/scope';
import type { Outgoing } from '../channel/channel';
import type { KnownContact } from '../contact/known-contact.entity';
import { Notification } from '../notification/notification.entity';
import { NotificationTexts } from '../notification/notification.texts';
import { Preferences } from '../preference/preferences';
import type { Delivery } from './delivery.entity';
import { composeDigest } from './digest';

/** What a delivery says, or a code of why it has nothing to say any more. */
export async function compose(tx: Scope, delivery: Delivery, contact: KnownContact): Promise<Outgoing | string> {
  const { id: deliveryId, notificationId, channel, userId } = delivery;
  if (notificationId === null) return composeDigest(tx, delivery, contact);
  const notification = await tx.db.findOneByOrFail(Notification, { id: notificationId });
  // Its post was removed while a try was under way.
  if (notification.facts['threadTitle'] === '') return 'WITHDRAWN';
  const wants = await tx.get(Preferences).about(notification.kind, [userId]);
  if (!wants(userId, channel)) return 'UNWANTED';
  const words = await tx.get(NotificationTexts).of(notification, { channel });
  return { deliveryId, contact, about: notification.kind, threadId: notification.groupId, items: [], ...words };
}
