import { Viewer } from '../../kit/identity/viewer';
import { disputeFactory } from '../../subgraphs/payments/dispute/dispute.factory';
import { paymentMethodFactory } from '../../subgraphs/payments/method/payment-method.factory';
import { orderFactory } from '../../subgraphs/payments/order/order.factory';
import { orderLineFactory } from '../../subgraphs/payments/order/order-line.factory';
import { refundFactory } from '../../subgraphs/payments/refund/refund.factory';
import { subscriptionFactory } from '../../subgraphs/payments/subscription/subscription.factory';
import type { Lyceum } from './lyceum';
import { each, type Ids, type Inhabitants, type Organisations } from './world-rows';

interface Bought {
  readonly userId: string;
  readonly organisationId?: string;
}

/** Purchases of the learner and of others, in the marketplace and in each organisation, and saved cards. */
export async function makeMoney(
  lyceum: Lyceum,
  { learner, other }: Inhabitants,
  { A, B }: Organisations,
  { Enrollment }: { readonly Enrollment: Ids },
): Promise<Record<'Order' | 'Refund' | 'Dispute' | 'PaymentMethod' | 'PlanSubscription', Ids>> {
  const scope = lyceum.platform.get('payments').scope(Viewer.system);
  const bought: Record<string, Bought> = {
    own: { userId: learner.id },
    others: { userId: other.id },
    ofA: { userId: other.id, organisationId: A },
    ofB: { userId: other.id, organisationId: B },
  };
  const owners = { own: learner.id, others: other.id };
  const orders = await each(bought, async (given) => (await orderFactory(scope, given)).id);
  const of = Object.fromEntries(
    Object.entries(bought).map(([name, given]) => [name, { ...given, orderId: orders[name]! }]),
  );
  await each(of, async ({ userId: buyerId, ...line }, name) => {
    return (await orderLineFactory(scope, { ...line, buyerId, enrollmentId: Enrollment[name]! })).id;
  });
  return {
    Order: orders,
    PlanSubscription: await each(bought, async (given) => (await subscriptionFactory(scope, given)).id),
    Dispute: await each(of, async ({ userId: _buyer, ...given }) => (await disputeFactory(scope, given)).id),
    Refund: await each(of, async (given) => (await refundFactory(scope, given)).id),
    PaymentMethod: await each(owners, async (userId) => (await paymentMethodFactory(scope, { userId })).id),
  };
}
