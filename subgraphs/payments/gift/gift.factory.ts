import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { orderFactory } from '../order/order.factory';
import { Gift } from './gift.entity';
import { GiftState } from './gift.states';

/** A gift that waits to be redeemed, of an order of its buyer's, without what it brings. */
export const giftFactory: Factory<Partial<Gift>, Gift> = async (scope, given) => {
  const buyerId = given.buyerId ?? randomUUID();
  const organisationId = given.organisationId ?? null;
  const order = await orderFactory(scope, { userId: buyerId, organisationId });
  return scope.save(
    Object.assign(new Gift(), {
      id: randomUUID(),
      orderId: order.id,
      organisationId,
      buyerId,
      email: 'somebody@example.test',
      message: '',
      state: GiftState.ISSUED,
      issuedAt: scope.clock.now(),
      redeemedAt: null,
      redeemedBy: null,
      ...given,
    }),
  );
};
