import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { Order } from './order.entity';
import { OrderState } from './order.states';

/** A row as it stands, without what led to it: an order that waits for 49.00 EUR unless told otherwise. */
export const orderFactory: Factory<Partial<Order>, Order> = (scope, given) =>
  scope.save(
    Object.assign(new Order(), {
      userId: randomUUID(),
      organisationId: null,
      state: OrderState.PENDING_PAYMENT,
      currency: 'EUR',
      listMinor: 4900n,
      discountMinor: 0n,
      taxMinor: 0n,
      totalMinor: 4900n,
      place: { country: 'PT', region: null, vatId: null, isBusiness: false },
      receiptEmail: 'buyer@example.test',
      way: { kind: 'CLIENT', methodId: null, returnUrl: 'https://lyceum.test/', keepsCard: false },
      expiresAt: new Date(scope.clock.now().getTime() + 1_800_000),
      paidAt: null,
      ...given,
    }),
  );
