import type StripeSdk from 'stripe';
import { fromProvider, toProvider } from '../../../kit/money/provider-amounts';
import type { Scope } from '../../../kit/scope/scope';
import { ProviderClient } from './provider-client';
import { idOf } from './provider-payment';

/** Where a refund stands, by the provider's word. */
export type ProviderRefundState = 'PENDING' | 'SUCCEEDED' | 'FAILED';

export interface ProviderRefund {
  readonly id: string;
  /** Ours, as we told the provider; null of one that was made at the provider itself. */
  readonly refundId: string | null;
  readonly paymentId: string | null;
  readonly state: ProviderRefundState;
  readonly currency: string;
  readonly minor: bigint;
  /** The provider's code of why it failed. */
  readonly failure: string | null;
}

export interface NewRefund {
  readonly refundId: string;
  readonly paymentId: string;
  readonly currency: string;
  readonly minor: bigint;
}

const refundKey = 'lyceum_refund';

const states: Readonly<Record<string, ProviderRefundState>> = {
  pending: 'PENDING',
  requires_action: 'PENDING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  canceled: 'FAILED',
};

/** Refunds at the provider. */
export class RefundProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  /** Asked for twice, it is made once: the key is the refund's own. */
  async refund({ refundId, paymentId, currency, minor }: NewRefund): Promise<ProviderRefund> {
    return refundOf(
      await this.client.call('refunds.create', 'refund', (stripe) =>
        stripe.refunds.create(
          { payment_intent: paymentId, amount: toProvider(minor, currency), metadata: { [refundKey]: refundId } },
          { idempotencyKey: `refund:${refundId}` },
        ),
      ),
    );
  }

  async read(id: string): Promise<ProviderRefund> {
    return refundOf(await this.client.call('refunds.retrieve', 'refund', (stripe) => stripe.refunds.retrieve(id)));
  }
}

/** @throws Error for a state that this version of the provider's API does not have */
function refundOf(refund: StripeSdk.Refund): ProviderRefund {
  const state = states[refund.status ?? ''];
  if (!state) throw new Error(`The provider has refunds that are ${refund.status}.`);
  const currency = refund.currency.toUpperCase();
  return {
    id: refund.id,
    refundId: refund.metadata?.[refundKey] ?? null,
    paymentId: idOf(refund.payment_intent),
    state,
    currency,
    minor: fromProvider(refund.amount, currency),
    failure: refund.failure_reason ?? null,
  };
}
