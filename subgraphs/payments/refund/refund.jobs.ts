import { defineJob } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { Payment } from '../payment/payment.entity';
import { ProviderRefusal } from '../provider/provider-refusal';
import { RefundProvider } from '../provider/refund-provider';
import { SubscriptionCharge } from '../subscription/subscription-charge.entity';
import { Refund } from './refund.entity';
import { RefundSettlement } from './refund.settlement';
import { RefundState } from './refund.states';

/** Tells the provider. Where it cannot be reached the job tries again; asked twice, it pays once. */
export const sendRefund = defineJob<{ refundId: string }>('send_refund', async (scope, { refundId }) => {
  const refund = await scope.db.findOneBy(Refund, { id: refundId });
  if (refund?.state !== RefundState.REQUESTED) return;
  const { currency, minor } = refund;
  try {
    const asked = { refundId, paymentId: await paymentOf(scope, refund), currency, minor };
    const seen = await scope.get(RefundProvider).refund(asked);
    await scope.transaction((tx) => tx.get(RefundSettlement).settle(seen));
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    await scope.transaction((tx) => tx.get(RefundSettlement).refused(refundId, error.code));
  }
});

/** The provider's id of the payment that goes back. */
async function paymentOf(scope: Scope, { orderId, chargeId }: Refund): Promise<string> {
  if (orderId !== null) return (await scope.db.findOneByOrFail(Payment, { orderId })).providerId!;
  return (await scope.db.findOneByOrFail(SubscriptionCharge, { id: chargeId! })).paymentId!;
}
