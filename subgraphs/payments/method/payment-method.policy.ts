import { definePolicy } from '../../../kit/policy/policy';
import { PaymentMethod } from './payment-method.entity';

/** A card is nobody's business but its owner's, staff included. */
export const paymentMethodPolicy = definePolicy(PaymentMethod, {
  own: (viewer) => (method) => viewer.is(method.userId) && method.removedAt === null,
});
