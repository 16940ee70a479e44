import type { Scope } from '../../../kit/scope/scope';
import { DeliveryState, mayBecome } from './delivery.states';
import { settleDigest } from './digest';
import { lockDelivery } from './lock-delivery';

const { SENDING, SENT } = DeliveryState;

/** What a provider says became of something that it took. */
export interface Report {
  readonly deliveryId: string;
  readonly providerId: string | null;
  readonly state: DeliveryState.DELIVERED | DeliveryState.BOUNCED | DeliveryState.COMPLAINED;
  readonly problem: string | null;
}

/** Takes what providers say, in whichever order and how often they say it. */
export class Reports {
  constructor(private readonly tx: Scope) {}

  /** Whether it was news: what is said again, was overtaken, or is of no delivery, changes nothing. */
  async take({ deliveryId, providerId, state, problem }: Report): Promise<boolean> {
    const delivery = await lockDelivery(this.tx, deliveryId);
    if (!delivery) return false;
    if (delivery.state === SENDING) {
      // A provider may be quicker than we are to write down that it took something.
      Object.assign(delivery.become(SENT), { providerId, sentAt: this.tx.clock.now() });
      await settleDigest(this.tx, delivery);
    }
    if (!mayBecome(delivery.state, state)) return false;
    await this.tx.save(delivery.become(state, problem));
    return true;
  }

  /** A code of why it did not arrive yet, or not at once; where it stands stays. */
  async note(deliveryId: string, problem: string): Promise<void> {
    const delivery = await lockDelivery(this.tx, deliveryId);
    if (delivery?.state === SENT) await this.tx.save(Object.assign(delivery, { problem }));
  }
}
