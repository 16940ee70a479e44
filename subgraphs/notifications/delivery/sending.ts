import type { Scope } from '../../../kit/scope/scope';
import { Channel, OutcomeUnknown, type Outcome, type Outgoing } from '../channel/channel';
import { ports } from '../channel/ports';
import { ContactLoaders } from '../contact/contact.loaders';
import type { KnownContact } from '../contact/known-contact.entity';
import { quietUntil } from '../settings/quiet-hours';
import { SettingsLoaders } from '../settings/settings.loaders';
import { Delivery } from './delivery.entity';
import { DeliveryState } from './delivery.states';
import { compose } from './composing';
import { settleDigest } from './digest';
import { Suppressions } from './suppressions';

/** How often a delivery is tried before it has failed; the job behind it waits longer each time. */
export const mostAttempts = 8;

const { PENDING, SENDING, SENT, SKIPPED, FAILED } = DeliveryState;

/**
 * Sends what is due. It is written down that a delivery is being sent before it is, and what became of it afterwards: who
 * finds one that was begun sends it again once, with the same id, and never a third time.
 */
export class Sending {
  constructor(private readonly scope: Scope) {}

  /** When to try again, where it is quiet now; else null. @throws Error where it may work later */
  async send(deliveryId: string): Promise<Date | null> {
    const begun = await this.scope.transaction((tx) => begin(tx, deliveryId));
    if (!begun || begun instanceof Date) return begun;
    if (begun === 'LATER') throw new Error(`How the person of delivery ${deliveryId} is reached is not known yet.`);
    const outcome = await this.hand(deliveryId, begun);
    // What went and cannot be recorded stays as begun, like after a crash.
    if (outcome) await this.record(deliveryId, outcome, begun.message.contact.email);
    return null;
  }

  /** Null where it was given up. @throws Error where it may work later, or nobody knows what became of it */
  private async hand(deliveryId: string, { channel, message }: Begun): Promise<Outcome | null> {
    try {
      return await ports[channel].send(this.scope, message);
    } catch (error) {
      if (error instanceof OutcomeUnknown) throw error;
      const isOver = await this.scope.transaction((tx) => postpone(tx, deliveryId));
      if (!isOver) throw error;
      this.scope.log.error({ error, deliveryId }, 'a delivery was given up');
      return null;
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
      await end(tx, delivery);
    });
  }
}

interface Begun {
  readonly channel: Delivery['channel'];
  readonly message: Outgoing;
}

/** Takes a delivery in hand; null where there is nothing to send, or no way, and a moment where it is quiet until then. */
async function begin(tx: Scope, deliveryId: string): Promise<Begun | Date | 'LATER' | null> {
  const delivery = await locked(tx, deliveryId);
  if (!delivery || ![PENDING, SENDING].includes(delivery.state)) return null;
  if (delivery.state === SENDING && delivery.repeats > 0) return end(tx, delivery.become(FAILED, 'OUTCOME_UNKNOWN'));
  const contact = await tx.get(ContactLoaders).of.load(delivery.userId);
  if (!contact) return wait(tx, delivery);
  const isNew = delivery.state === PENDING;
  const obstacle = isNew ? await obstacleTo(tx, delivery, contact) : null;
  if (obstacle) return end(tx, delivery.become(SKIPPED, obstacle));
  const quietEnd = isNew ? await quietEndFor(tx, contact) : null;
  if (quietEnd) return quietEnd;
  const message = await compose(tx, delivery, contact);
  if (typeof message === 'string') {
    // What was begun and has nothing left to say was said.
    return end(tx, isNew ? delivery.become(SKIPPED, message) : delivery.become(FAILED, message));
  }
  if (!isNew) delivery.repeats += 1;
  delivery.attempts += 1;
  await tx.save(delivery.become(SENDING));
  return { channel: delivery.channel, message };
}

/** The news of somebody may come before that of how they are reached. */
async function wait(tx: Scope, delivery: Delivery): Promise<'LATER' | null> {
  if (delivery.attempts >= mostAttempts) return end(tx, delivery.become(SKIPPED, 'UNKNOWN_PERSON'));
  delivery.attempts += 1;
  await tx.save(delivery);
  return 'LATER';
}

/** Why there is no way to the person, though it was planned: things change while it waits. */
async function obstacleTo(tx: Scope, { channel }: Delivery, contact: KnownContact): Promise<string | null> {
  if (!ports[channel].reaches(contact)) return 'NO_ADDRESS';
  const { email } = contact;
  return channel === Channel.EMAIL && email && (await tx.get(Suppressions).has(email)) ? 'SUPPRESSED' : null;
}

/** A second try may fall into quiet hours, or they were set meanwhile. */
async function quietEndFor(tx: Scope, { userId, timeZone }: KnownContact): Promise<Date | null> {
  const { quiet } = await tx.get(SettingsLoaders).of(userId);
  return quiet && quietUntil(tx.clock.now(), quiet, timeZone);
}

/** Says whether it was the last try. */
async function postpone(tx: Scope, deliveryId: string): Promise<boolean> {
  const delivery = await locked(tx, deliveryId);
  if (delivery?.state !== SENDING) return true;
  const isOver = delivery.attempts >= mostAttempts;
  await (isOver ? end(tx, delivery.become(FAILED, 'UNREACHABLE')) : tx.save(delivery.become(PENDING, 'UNREACHABLE')));
  return isOver;
}

/** With what was gathered in it, which ends as it does. */
async function end(tx: Scope, delivery: Delivery): Promise<null> {
  await tx.save(delivery);
  await settleDigest(tx, delivery);
  return null;
}

function locked(tx: Scope, id: string): Promise<Delivery | null> {
  return tx.db.createQueryBuilder(Delivery, 'row').where({ id }).setLock('pessimistic_write').getOne();
}
