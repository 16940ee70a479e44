import type { Scope } from '../../../kit/scope/scope';
import { DisputeSettlement } from '../dispute/dispute.settlement';
import { PaymentMethods } from '../method/payment-methods';
import { Looks } from '../payment/looks';
import { Settlement } from '../payment/settlement';
import { PayoutAccounts } from '../payout/payout-accounts';
import { PayoutSending } from '../payout/payout-sending';
import { CardProvider } from '../provider/card-provider';
import { ConnectProvider } from '../provider/connect-provider';
import { DisputeProvider } from '../provider/dispute-provider';
import { RefundProvider } from '../provider/refund-provider';
import { SubscriptionLooks } from '../subscription/subscription.looks';
import { SubscriptionSettlement } from '../subscription/subscription.settlement';
import { RefundSettlement } from '../refund/refund.settlement';

/**
 * Looks at an object of the provider, outside a transaction, and gives what is to be done about it inside one. What an event
 * said of the object is not asked for: it may be days old.
 */
type Reading = (scope: Scope, id: string) => Promise<(tx: Scope) => Promise<unknown>>;

/** What we follow, by the name that the provider has for it. Events about anything else change nothing. */
export const providerObjects: Readonly<Record<string, Reading>> = {
  payment_intent: async (scope, id) => {
    const look = await scope.get(Looks).atPayment(id);
    return (tx) => tx.get(Settlement).settle(look);
  },
  'checkout.session': async (scope, id) => {
    const look = await scope.get(Looks).atPage(id);
    return (tx) => tx.get(Settlement).settle(look);
  },
  subscription: async (scope, id) => {
    const look = await scope.get(SubscriptionLooks).at(id);
    return (tx) => tx.get(SubscriptionSettlement).settle(look);
  },
  // Of a subscription, or of nothing that is ours.
  invoice: async (scope, id) => {
    const look = await scope.get(SubscriptionLooks).atInvoice(id);
    return async (tx) => {
      if (look) await tx.get(SubscriptionSettlement).settle(look);
    };
  },
  setup_intent: async (scope, id) => {
    const setup = await scope.get(CardProvider).readSetup(id);
    return (tx) => tx.get(PaymentMethods).take(setup);
  },
  // Changed by its bank, or taken from its owner at the provider.
  payment_method: async (scope, id) => {
    const card = await scope.get(CardProvider).readCard(id);
    return (tx) => tx.get(PaymentMethods).follow(id, card);
  },
  account: async (scope, id) => {
    const account = await scope.get(ConnectProvider).read(id);
    return (tx) => tx.get(PayoutAccounts).follow(account);
  },
  transfer: async (scope, id) => {
    const transfer = await scope.get(ConnectProvider).readTransfer(id);
    return (tx) => tx.get(PayoutSending).follow(transfer);
  },
  // It may be the first that is heard of its payment.
  dispute: async (scope, id) => {
    const dispute = await scope.get(DisputeProvider).read(id);
    const settle = await lookAtPaid(scope, dispute.paymentId);
    return async (tx) => {
      await settle(tx);
      await tx.get(DisputeSettlement).settle(dispute);
    };
  },
  refund: async (scope, id) => {
    const refund = await scope.get(RefundProvider).read(id);
    // Of one that we asked for the payment is known.
    const settle = await lookAtPaid(scope, refund.refundId === null ? refund.paymentId : null);
    return async (tx) => {
      await settle(tx);
      await tx.get(RefundSettlement).settle(refund);
    };
  },
};

/** Looks at a payment, and at the subscription that it is for if it is for one. */
async function lookAtPaid(scope: Scope, paymentId: string | null): Promise<(tx: Scope) => Promise<void>> {
  if (paymentId === null) return () => Promise.resolve();
  const look = await scope.get(Looks).atPayment(paymentId);
  const isOfOrder = look.payment?.orderId !== null;
  const subscribed = isOfOrder ? null : await scope.get(SubscriptionLooks).atPayment(paymentId);
  return async (tx) => {
    await tx.get(Settlement).settle(look);
    if (subscribed) await tx.get(SubscriptionSettlement).settle(subscribed);
  };
}
