import type StripeSdk from 'stripe';
import { fromProvider } from '../../../kit/money/provider-amounts';
import type { Scope } from '../../../kit/scope/scope';
import { DisputeState } from '../dispute/dispute.states';
import { ProviderClient } from './provider-client';
import { idOf } from './provider-payment';

export interface ProviderDispute {
  readonly id: string;
  readonly paymentId: string | null;
  readonly state: DisputeState;
  readonly reason: string;
  readonly currency: string;
  readonly minor: bigint;
  readonly evidenceDueAt: Date | null;
}

const states: Readonly<Record<string, DisputeState>> = {
  warning_needs_response: DisputeState.INQUIRY,
  warning_under_review: DisputeState.INQUIRY_UNDER_REVIEW,
  warning_closed: DisputeState.INQUIRY_CLOSED,
  prevented: DisputeState.INQUIRY_CLOSED,
  needs_response: DisputeState.NEEDS_RESPONSE,
  under_review: DisputeState.UNDER_REVIEW,
  won: DisputeState.WON,
  lost: DisputeState.LOST,
};

/** Disputes at the provider. */
export class DisputeProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  async read(id: string): Promise<ProviderDispute> {
    return disputeOf(await this.client.call('disputes.retrieve', 'dispute', (stripe) => stripe.disputes.retrieve(id)));
  }

  /** Banks take evidence once: asked for twice, it is sent once. */
  async submit(id: string, evidence: string): Promise<ProviderDispute> {
    return disputeOf(
      await this.client.call('disputes.update', 'dispute', (stripe) =>
        stripe.disputes.update(
          id,
          { evidence: { uncategorized_text: evidence }, submit: true },
          { idempotencyKey: `${id}:evidence` },
        ),
      ),
    );
  }
}

/** @throws Error for a state that this version of the provider's API does not have */
function disputeOf(dispute: StripeSdk.Dispute): ProviderDispute {
  const state = states[dispute.status];
  if (!state) throw new Error(`The provider has disputes that are ${dispute.status}.`);
  const currency = dispute.currency.toUpperCase();
  const due = dispute.evidence_details.due_by;
  return {
    id: dispute.id,
    paymentId: idOf(dispute.payment_intent),
    state,
    reason: dispute.reason,
    currency,
    minor: fromProvider(dispute.amount, currency),
    evidenceDueAt: due === null ? null : new Date(due * 1000),
  };
}
