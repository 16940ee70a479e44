import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { Dispute } from './dispute.entity';
import { DisputeState } from './dispute.states';

/** A row as it stands, of an order, or a payment for a subscription, that is there: one of 49.00 EUR that waits for evidence, unless told otherwise. */
export const disputeFactory: Factory<Partial<Dispute> & Pick<Dispute, 'orderId'>, Dispute> = (scope, given) =>
  scope.save(
    Object.assign(new Dispute(), {
      subscriptionId: null,
      chargeId: null,
      organisationId: null,
      providerId: `du_${randomUUID()}`,
      state: DisputeState.NEEDS_RESPONSE,
      reason: 'fraudulent',
      currency: 'EUR',
      minor: 4900n,
      evidenceDueAt: null,
      evidence: null,
      evidenceSubmittedAt: null,
      closedAt: null,
      lookedAt: scope.clock.now(),
      ...given,
    }),
  );
