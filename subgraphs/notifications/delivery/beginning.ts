import type { Scope } from '../../../kit/scope/scope';
import type { Outgoing, Person } from '../channel/channel';
import { ports } from '../channel/ports';
import { ContactLoaders } from '../contact/contact.loaders';
import type { KnownContact } from '../contact/known-contact.entity';
import { kinds } from '../kind/kinds';
import { Notification } from '../notification/notification.entity';
import { quietUntil } from '../settings/quiet-hours';
import { SettingsLoaders } from '../settings/settings.loaders';
import { Suppressions } from '../suppression/suppressions';
import { compose } from './composing';
import { mostAttempts, type Delivery } from './delivery.entity';
import { DeliveryState } from './delivery.states';
import { end } from './ending';
import { lockDelivery } from './lock-delivery';
import { sleepsAtNight } from './timing';

const { PENDING, SENDING, SKIPPED, FAILED } = DeliveryState;

/** A delivery that is on its way from here on. */
export interface Begun {
  readonly channel: Delivery['channel'];
  readonly message: Outgoing;
  readonly address: string | null;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

/** Takes a delivery in hand; null where there is nothing to send, or no way, and a moment where it is quiet until then. */
export async function begin(tx: Scope, deliveryId: string): Promise<Begun | Date | 'LATER' | null> {
  const delivery = await lockDelivery(tx, deliveryId);
  if (!delivery || ![PENDING, SENDING].includes(delivery.state)) return null;
  if (delivery.state === SENDING && delivery.repeats > 0) return end(tx, delivery.become(FAILED, 'OUTCOME_UNKNOWN'));
  const contact = await tx.get(ContactLoaders).of.load(delivery.userId);
  if (!contact) return wait(tx, delivery);
  const isNew = delivery.state === PENDING;
  const person = { userId: delivery.userId, contact };
  const address = await ports[delivery.channel].addressOf(tx, person);
  const obstacle = isNew ? await obstacleTo(tx, delivery, person, address) : null;
  if (obstacle) return end(tx, delivery.become(SKIPPED, obstacle));
  const quietEnd = isNew ? await quietEndFor(tx, delivery, contact) : null;
  if (quietEnd) return postponeUntil(tx, delivery, quietEnd);
  const message = await compose(tx, delivery, contact);
  if (typeof message === 'string') {
    // What was begun and has nothing left to say was said.
    return end(tx, isNew ? delivery.become(SKIPPED, message) : delivery.become(FAILED, message));
  }
  if (!isNew) delivery.repeats += 1;
  delivery.attempts += 1;
  await tx.save(delivery.become(SENDING));
  return { channel: delivery.channel, message, address, attempts: delivery.attempts };
}

/** The news of somebody may come before that of how they are reached. */
async function wait(tx: Scope, delivery: Delivery): Promise<'LATER' | null> {
  if (delivery.attempts >= mostAttempts) return end(tx, delivery.become(SKIPPED, 'UNKNOWN_PERSON'));
  delivery.attempts += 1;
  await tx.save(delivery);
  return 'LATER';
}

/** Why there is no way to the person, though it was planned: things change while it waits. */
async function obstacleTo(
  tx: Scope,
  { channel }: Delivery,
  person: Person,
  address: string | null,
): Promise<string | null> {
  if (!(await ports[channel].reaches(tx, person))) return 'NO_ADDRESS';
  return address && (await tx.get(Suppressions).has(address)) ? 'SUPPRESSED' : null;
}

/** A second try may fall into quiet hours, or they were set meanwhile. */
async function quietEndFor(
  tx: Scope,
  { channel, notificationId }: Delivery,
  { userId, timeZone }: KnownContact,
): Promise<Date | null> {
  const notification = notificationId && (await tx.db.findOneBy(Notification, { id: notificationId }));
  if (notification && !sleepsAtNight({ channel, isUrgent: kinds[notification.kind].isUrgent })) return null;
  const { quiet } = await tx.get(SettingsLoaders).of(userId);
  return quiet && quietUntil(tx.clock.now(), quiet, timeZone);
}

/** One that gathers others keeps its hour, by which they find it. */
async function postponeUntil(tx: Scope, delivery: Delivery, dueAt: Date): Promise<Date> {
  if (delivery.notificationId !== null) await tx.save(Object.assign(delivery, { dueAt }));
  return dueAt;
}
