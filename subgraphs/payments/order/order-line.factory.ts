import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { OrderLine } from './order-line.entity';
import { OrderLineState } from './order-line.states';

type Given = Pick<OrderLine, 'orderId' | 'buyerId'> & Partial<OrderLine>;

/** A row as it stands: something for 49.00 EUR that was handed over to its buyer, unless told otherwise. */
export const orderLineFactory: Factory<Given, OrderLine> = async (scope, given) => {
  const line = Object.assign(new OrderLine(), {
    id: randomUUID(),
    position: 0,
    courseId: randomUUID(),
    bundleId: null,
    title: 'A course',
    recipientId: given.buyerId,
    organisationId: null,
    currency: 'EUR',
    listMinor: 4900n,
    discountMinor: 0n,
    netMinor: 4900n,
    taxMinor: 0n,
    grossMinor: 4900n,
    tax: { rate: '0', jurisdiction: 'US', isInclusive: true, reverseCharge: false },
    reductions: [],
    shares: [],
    affiliateId: null,
    state: OrderLineState.FULFILLED,
    refusal: null,
    entitlementId: randomUUID(),
    enrollmentId: null,
    refundedMinor: 0n,
    ...given,
  });
  await scope.db.insert(OrderLine, line);
  return line;
};
