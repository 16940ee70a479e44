import { on } from '../../../kit/events/on';
import { defineJob, enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { endPayment } from '../checkout/expiry.job';
import { ProviderCustomer } from '../method/provider-customer.entity';
import { CardProvider } from '../provider/card-provider';

/** The provider forgets somebody, with their cards. */
export const forgetCustomer = defineJob<{ customerId: string }>('forget_customer', (scope, { customerId }) =>
  scope.get(CardProvider).forget(customerId),
);

/** What was bought and paid stays, by an id that belongs to nobody any more; where letters went, and cards, go. */
export const onUserErasedForgetBuyer = on('user.erased', (tx, { userId }) => forgetBuyer(tx, userId), 'buyer');

async function forgetBuyer(tx: Scope, userId: string): Promise<void> {
  for (const { id: orderId } of await tx.db.query<{ id: string }[]>(OPEN, [userId]))
    await enqueue(tx, endPayment, { orderId }, { key: `end:${orderId}` });
  const customer = await tx.db.findOneBy(ProviderCustomer, { userId });
  if (customer) await enqueue(tx, forgetCustomer, { customerId: customer.customerId });
  for (const statement of FORGET) await tx.db.query(statement, [userId]);
}

const OPEN = `SELECT id FROM customer_order WHERE user_id = $1 AND state IN ('CREATED', 'PENDING_PAYMENT')`;

const FORGET = [
  `UPDATE customer_order SET receipt_email = NULL, place = place - 'vatId', version = version + 1 WHERE user_id = $1`,
  `UPDATE payment SET card = NULL, version = version + 1 WHERE user_id = $1`,
  `DELETE FROM payment_method WHERE user_id = $1`,
  `DELETE FROM provider_customer WHERE user_id = $1`,
  `DELETE FROM request_key WHERE user_id = $1`,
];
