import { In } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import { Channel, type Outgoing } from '../channel/channel';
import { letterWords } from '../channel/email/email.words';
import type { KnownContact } from '../contact/known-contact.entity';
import { Notification } from '../notification/notification.entity';
import { NotificationTexts } from '../notification/notification.texts';
import { formatMessage } from '../template/message';
import { placeFor } from '../template/words';
import type { Delivery } from './delivery.entity';
import { DeliveryState } from './delivery.states';

/** How many one letter shows; the others it counts. */
const mostShown = 30;

/** A letter of what came since the last one, without what was read meanwhile, or is not wanted by letter any more. */
export async function composeDigest(
  tx: Scope,
  { id: deliveryId, userId }: Delivery,
  contact: KnownContact,
): Promise<Outgoing | string> {
  await tx.db.query(LEAVE_OUT, [deliveryId, tx.clock.now()]);
  const waiting = await tx.db.query<{ id: string; total: number }[]>(WAITING, [deliveryId, mostShown]);
  if (waiting.length === 0) return 'NOTHING_NEW';
  const found = await tx.db.findBy(Notification, { id: In(waiting.map(({ id }) => id)) });
  const newestFirst = found.toSorted((left, right) => right.createdAt.getTime() - left.createdAt.getTime());
  const channel = Channel.EMAIL;
  const texts = await Promise.all(newestFirst.map((one) => tx.get(NotificationTexts).of(one, { channel })));
  const place = placeFor(contact);
  const words = letterWords[place.language];
  const count = waiting[0]!.total;
  const write = (message: string): string => formatMessage(message, { count }, place);
  return {
    deliveryId,
    contact,
    about: 'DIGEST',
    threadId: userId,
    title: write(words.digestTitle),
    body: write(words.digestBody),
    action: words.digestAction,
    url: new URL('/notifications', tx.config.PUBLIC_URL).toString(),
    items: texts.map(({ title, body, url }) => ({ title, body, url })),
  };
}

/** What was gathered ends as its letter does. */
export async function settleDigest(tx: Scope, { id, state, problem, sentAt, providerId, notificationId }: Delivery) {
  if (notificationId !== null) return;
  const isOver = [DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.FAILED].includes(state);
  if (isOver) await tx.db.query(SETTLE, [id, state, problem, sentAt, providerId, tx.clock.now()]);
}

const LEAVE_OUT = `
  UPDATE delivery SET state = 'SKIPPED', problem = CASE WHEN told.read_at IS NULL THEN 'UNWANTED' ELSE 'READ' END,
         version = delivery.version + 1, updated_at = $2
    FROM notification told
   WHERE told.id = notification_id AND digest_id = $1 AND state = 'WAITING'
     AND (told.read_at IS NOT NULL OR EXISTS (
           SELECT FROM preference WHERE preference.user_id = told.user_id AND preference.kind = told.kind
              AND preference.channel = 'EMAIL' AND NOT is_on))`;

const WAITING = `
  SELECT told.id, count(*) OVER ()::int AS total
    FROM delivery JOIN notification told ON told.id = notification_id
   WHERE digest_id = $1 AND state = 'WAITING'
   ORDER BY told.created_at DESC, told.id DESC LIMIT $2`;

const SETTLE = `
  UPDATE delivery SET state = $2, problem = $3, sent_at = $4, provider_id = $5, version = version + 1, updated_at = $6
   WHERE digest_id = $1 AND state = 'WAITING'`;
