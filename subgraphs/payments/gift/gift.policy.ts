import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { managesPayments } from '../promotion/promotion.policy';
import { Gift } from './gift.entity';

/** Who may do what with a gift: who gave it, who redeemed it, and the staff of its seller. */
export const giftPolicy = definePolicy(Gift, {
  see: (viewer) => (gift) =>
    viewer.is(gift.buyerId) ||
    viewer.is(gift.redeemedBy) ||
    managesPayments(viewer)(gift) ||
    viewer.may('payments.read', within(gift)),
  give: (viewer) => (gift) => viewer.is(gift.buyerId),
});
