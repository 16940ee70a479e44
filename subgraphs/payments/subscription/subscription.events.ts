import { IsNull } from 'typeorm';
import { on } from '../../../kit/events/on';
import { Openings } from './openings';
import { Seats } from './seats';
import { decideEnd } from './subscription.ending';
import { PlanSubscription, SubscriptionEnding } from './subscription.entity';
import { lockSubscription } from './subscription.lock';
import { SubscriptionSeat } from './subscription-seat.entity';

const FORGET = `
  UPDATE subscription SET receipt_email = NULL, place = place - 'vatId', version = version + 1 WHERE user_id = $1`;

/** Somebody was erased: what they pay ends, and seats that they had are free. */
export const onSubscriberErased = on(
  'user.erased',
  async (tx, { userId }) => {
    const own = await tx.db.findBy(PlanSubscription, { userId });
    for (const { id } of own) await decideEnd(tx, id, { ending: SubscriptionEnding.ERASED });
    await tx.db.query(FORGET, [userId]);
    const seats = await tx.db.findBy(SubscriptionSeat, { userId, unassignedAt: IsNull() });
    for (const seat of seats) {
      const subscription = await lockSubscription(tx, seat.subscriptionId);
      await tx.get(Seats).takeBack([seat]);
      if (subscription) await tx.get(Openings).refresh(subscription);
    }
  },
  'subscriptions',
);
