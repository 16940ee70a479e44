import type { Scope } from '../../../kit/scope/scope';
import { Channel, type Outcome, type Outgoing } from '../channel/channel';
import { ports } from '../channel/ports';
import { ContactLoaders } from '../contact/contact.loaders';
import type { KnownContact } from '../contact/known-contact.entity';
import { Notification } from '../notification/notification.entity';
import { NotificationTexts } from '../notification/notification.texts';
import { Preferences } from '../preference/preferences';
import { Delivery } from './delivery.entity';
import { DeliveryState } from './delivery.states';
import { Suppressions } from './suppressions';

const { PENDING, SENDING, SENT, SKIPPED, FAILED } = DeliveryState;

/** How often a delivery is tried before it has failed; the job behind it waits longer each time. */
export const mostAttempts = 8;

/**
 * Sends what is due. It is written down that a delivery is being sent before it is, and what became of it afterwards: who
 * finds one that was begun sends it again once, with the same id, and never a third time.
 */
export class Sending {
  constructor(private readonly scope: Scope) {}

  /** @throws Error where it may work later */
  async send(deliveryId: string): Promise<void> {
    const message = await this.scope.transaction((tx) => begin(tx, deliveryId));
    if (!message) return;
    if (message === 'LATER') throw new Error(`How the person of delivery ${deliveryId} is reached is not known yet.`);
    const { channel } = message.delivery;
    try {
      const outcome = await ports[channel].send(this.scope, message);
      await this.record(deliveryId, outcome, message.contact.email);
    } catch (error) {
      const isOver = await this.scope.transaction((tx) => postpone(tx, deliveryId));
      if (!isOver) throw error;
      this.scope.log.error({ error, deliveryId }, 'a delivery was given up');
    }
  }

  private record(deliveryId: string, outcome: Outcome, email: string | null): Promise<void> {
    return this.scope.transaction(async (tx) => {
      const delivery = await locked(tx, deliveryId);
      if (delivery?.state !== SENDING) return;
      if (outcome.isSent) {
        Object.assign(delivery.become(SENT), { providerId: outcome.providerId, sentAt: tx.clock.now() });
      } else {
        delivery.become(FAILED, outcome.problem);
        const isLetter = delivery.channel === Channel.EMAIL;
        if (isLetter && outcome.isGone && email) await tx.get(Suppressions).add(email, 'BOUNCE');
      }
      await tx.save(delivery);
    });
  }
}

type Begun = Outgoing & { readonly delivery: Delivery };

/** Takes a delivery in hand; null where there is nothing to send, or no way. */
async function begin(tx: Scope, deliveryId: string): Promise<Begun | 'LATER' | null> {
  const delivery = await locked(tx, deliveryId);
  if (!delivery || ![PENDING, SENDING].includes(delivery.state)) return null;
  if (delivery.state === SENDING && delivery.repeats > 0) {
    await tx.save(delivery.become(FAILED, 'OUTCOME_UNKNOWN'));
    return null;
  }
  const contact = await tx.get(ContactLoaders).of.load(delivery.userId);
  if (!contact) return wait(tx, delivery);
  const notification = await tx.db.findOneByOrFail(Notification, { id: delivery.notificationId });
  const obstacle = delivery.state === PENDING ? await obstacleTo(tx, delivery, notification, contact) : null;
  if (obstacle) {
    await tx.save(delivery.become(SKIPPED, obstacle));
    return null;
  }
  if (delivery.state === SENDING) delivery.repeats += 1;
  delivery.attempts += 1;
  await tx.save(delivery.become(SENDING));
  const words = await tx.get(NotificationTexts).of(notification, { channel: delivery.channel });
  return { deliveryId, delivery, notification, contact, ...words };
}

/** The news of somebody may come before that of how they are reached. */
async function wait(tx: Scope, delivery: Delivery): Promise<'LATER' | null> {
  const isOver = delivery.attempts >= mostAttempts;
  delivery.attempts += 1;
  await tx.save(isOver ? delivery.become(SKIPPED, 'UNKNOWN_PERSON') : delivery);
  return isOver ? null : 'LATER';
}

/** Why it is not sent, though it was planned: things change while it waits. */
async function obstacleTo(
  tx: Scope,
  { userId, channel }: Delivery,
  { kind }: Notification,
  contact: KnownContact,
): Promise<string | null> {
  if (!ports[channel].reaches(contact)) return 'NO_ADDRESS';
  const wants = await tx.get(Preferences).about(kind, [userId]);
  if (!wants(userId, channel)) return 'UNWANTED';
  const { email } = contact;
  return channel === Channel.EMAIL && email && (await tx.get(Suppressions).has(email)) ? 'SUPPRESSED' : null;
}

/** Says whether it was the last try. */
async function postpone(tx: Scope, deliveryId: string): Promise<boolean> {
  const delivery = await locked(tx, deliveryId);
  if (delivery?.state !== SENDING) return true;
  const isOver = delivery.attempts >= mostAttempts;
  await tx.save(isOver ? delivery.become(FAILED, 'UNREACHABLE') : delivery.become(PENDING, 'UNREACHABLE'));
  return isOver;
}

function locked(tx: Scope, id: string): Promise<Delivery | null> {
  return tx.db.createQueryBuilder(Delivery, 'row').where({ id }).setLock('pessimistic_write').getOne();
}
