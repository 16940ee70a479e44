import { NotYet } from '../../../kit/jobs/not-yet';
import { secondsAfter } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import { OutcomeUnknown, TryLater, type Outcome } from '../channel/channel';
import { ports } from '../channel/ports';
import { Suppressions } from '../suppression/suppressions';
import { begin, type Begun } from './beginning';
import { mostAttempts } from './delivery.entity';
import { DeliveryState } from './delivery.states';
import { end } from './ending';
import { lockDelivery } from './lock-delivery';

const { PENDING, SENDING, SENT, FAILED } = DeliveryState;

/**
 * Sends what is due. It is written down that a delivery is being sent before it is, and what became of it afterwards: who
 * finds one that was begun sends it again once, with the same id, and never a third time.
 */
export class Sending {
  constructor(private readonly scope: Scope) {}

  /** When to try again, where it is quiet now, or the provider is busy; else null. @throws Error where it may work later */
  async send(deliveryId: string): Promise<Date | null> {
    const begun = await this.scope.transaction((tx) => begin(tx, deliveryId));
    if (!begun || begun instanceof Date) return begun;
    if (begun === 'LATER') throw new NotYet(`How the person of delivery ${deliveryId} is reached is not known yet.`);
    const outcome = await this.hand(deliveryId, begun);
    if (!outcome || outcome instanceof Date) return outcome;
    // What went and cannot be recorded stays as begun, like after a crash.
    await this.record(deliveryId, outcome, begun.address);
    return null;
  }

  /** Null where it was given up, a moment where it goes then. @throws Error where it may work later, or nobody knows what became of it */
  private async hand(deliveryId: string, begun: Begun): Promise<Outcome | Date | null> {
    const { channel, message, address, attempts } = begun;
    try {
      return await ports[channel].send(this.scope, message, address);
    } catch (error) {
      if (error instanceof OutcomeUnknown) throw error;
      const isOver = await this.scope.transaction((tx) => postpone(tx, deliveryId));
      if (!isOver && error instanceof TryLater) return this.later(error, attempts);
      if (!isOver) throw error;
      this.scope.log.error({ error, deliveryId }, 'a delivery was given up');
      return null;
    }
  }

  /** No sooner than after any other failure, or a provider that is busy for minutes would use up all tries. */
  private later({ seconds }: TryLater, attempts: number): Date {
    return secondsAfter(this.scope.clock.now(), Math.max(seconds, Math.exp(attempts)));
  }

  private record(deliveryId: string, outcome: Outcome, address: string | null): Promise<void> {
    return this.scope.transaction(async (tx) => {
      const delivery = await lockDelivery(tx, deliveryId);
      if (delivery?.state !== SENDING) return;
      if (outcome.isSent) {
        Object.assign(delivery.become(SENT), { providerId: outcome.providerId, sentAt: tx.clock.now() });
      } else {
        delivery.become(FAILED, outcome.problem);
        if (outcome.gone && address) await tx.get(Suppressions).add(address, outcome.gone);
      }
      await end(tx, delivery);
    });
  }
}

/** Says whether it was the last try. */
async function postpone(tx: Scope, deliveryId: string): Promise<boolean> {
  const delivery = await lockDelivery(tx, deliveryId);
  if (delivery?.state !== SENDING) return true;
  const isOver = delivery.attempts >= mostAttempts;
  await (isOver ? end(tx, delivery.become(FAILED, 'UNREACHABLE')) : tx.save(delivery.become(PENDING, 'UNREACHABLE')));
  return isOver;
}
