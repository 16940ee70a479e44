import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { Refund, RefundReason } from './refund.entity';
import { RefundState } from './refund.states';

/** A row as it stands, of an order, or a payment for a subscription, that is there: a refund of 49.00 EUR that succeeded, unless told otherwise. */
export const refundFactory: Factory<Partial<Refund> & Pick<Refund, 'orderId'>, Refund> = (scope, given) =>
  scope.save(
    Object.assign(new Refund(), {
      subscriptionId: null,
      chargeId: null,
      userId: randomUUID(),
      organisationId: null,
      state: RefundState.SUCCEEDED,
      reason: RefundReason.STAFF,
      note: null,
      retryOf: null,
      currency: 'EUR',
      minor: 4900n,
      providerId: null,
      failure: null,
      succeededAt: scope.clock.now(),
      resolution: null,
      resolutionNote: null,
      resolvedAt: null,
      ...given,
    }),
  );
