import { on } from '../../../kit/events/on';
import { BillingDetailsService } from './billing-details.service';

export const forgetBillingDetails = on(
  'user.erased',
  (tx, { userId }) => tx.get(BillingDetailsService).forget(userId),
  'billing details',
);
