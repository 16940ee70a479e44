import { Viewer } from '../../kit/identity/viewer';
import { orderFactory } from '../../subgraphs/payments/order/order.factory';
import type { Lyceum } from './lyceum';
import { each, type Ids, type Inhabitants, type Organisations } from './world-rows';

/** Purchases of the learner and of others, in the marketplace and in each organisation. */
export async function makeMoney(
  lyceum: Lyceum,
  { learner, other }: Inhabitants,
  { A, B }: Organisations,
): Promise<Record<'Order', Ids>> {
  const scope = lyceum.platform.get('payments').scope(Viewer.system);
  const bought = {
    own: { userId: learner.id },
    others: { userId: other.id },
    ofA: { userId: other.id, organisationId: A },
    ofB: { userId: other.id, organisationId: B },
  };
  return {
    Order: await each<Partial<{ userId: string; organisationId: string }>, keyof typeof bought>(
      bought,
      async (given) => (await orderFactory(scope, given)).id,
    ),
  };
}
