import { defineSubgraph } from '../../kit/subgraph/define';
import { RequestKey } from '../../kit/requests/request-key.entity';
import { forgetRequestKeys } from '../../kit/requests/request-keys';
import { Bundle } from './bundle/bundle.entity';
import { resolveBundle } from './bundle/bundle.reference';
import { BundleResolver } from './bundle/bundle.resolver';
import { Campaign } from './campaign/campaign.entity';
import { resolveCampaign } from './campaign/campaign.reference';
import { CampaignResolver } from './campaign/campaign.resolver';
import { Cart, CartItem } from './cart/cart.entity';
import { forgetGuestCarts, onUserErasedDropCart } from './cart/cart.events';
import { resolveCart } from './cart/cart.reference';
import { CartLineResolver, CartResolver, UserCartResolver } from './cart/cart.resolver';
import { CartChangesResolver } from './cart/cart-changes.resolver';
import { onCategoryChanged } from './category/category.events';
import { beginPayment } from './checkout/begin-payment.job';
import { CheckoutResolver } from './checkout/checkout.resolver';
import { endPayment, expireOrders } from './checkout/expiry.job';
import { onCurriculumPublished, onLearnerErased, onLessonCompleted } from './consumption/consumption.events';
import { Coupon } from './coupon/coupon.entity';
import { resolveCoupon } from './coupon/coupon.reference';
import { releaseExpiredCoupons } from './coupon/coupon.reservations';
import { CouponResolver } from './coupon/coupon.resolver';
import { lookAtDispute, reconcileDisputes, sendEvidence } from './dispute/dispute.jobs';
import { Dispute } from './dispute/dispute.entity';
import { resolveDispute } from './dispute/dispute.reference';
import { DisputeResolver } from './dispute/dispute.resolver';
import { onCourseChanged } from './course/course.events';
import { resolveCourse } from './course/course.stub';
import { KnownCourse } from './course/known-course.entity';
import { useExports } from './export/export.route';
import { onLineFulfilled, onLineRefused } from './fulfilment/fulfilment.events';
import { BillingDetails } from './invoice/billing-details.entity';
import { forgetBillingDetails } from './invoice/billing-details.events';
import { BillingDetailsResolver } from './invoice/billing-details.resolver';
import { CreditNote } from './invoice/credit-note.entity';
import { Invoice } from './invoice/invoice.entity';
import { resolveCreditNote, resolveInvoice } from './invoice/invoice.reference';
import { CreditNoteResolver, InvoiceResolver, OrderInvoiceResolver } from './invoice/invoice.resolver';
import { useInvoices } from './invoice/invoice.route';
import { checkpointLedger } from './ledger/checkpoint.job';
import { LedgerAccount } from './ledger/ledger-account.entity';
import { LedgerEntry } from './ledger/ledger-entry.entity';
import { LedgerTransaction } from './ledger/ledger-transaction.entity';
import { resolveLedgerAccount, resolveLedgerEntry } from './ledger/ledger.reference';
import { LedgerAccountResolver, LedgerEntryResolver } from './ledger/ledger.resolver';
import { proveLedgerNightly } from './ledger/proof.job';
import { letterJobs } from './letters/letter.jobs';
import { PaymentMethod } from './method/payment-method.entity';
import { resolvePaymentMethod } from './method/payment-method.reference';
import { PaymentMethodResolver } from './method/payment-method.resolver';
import { ProviderCustomer } from './method/provider-customer.entity';
import { migrations } from './migrations';
import { OrderLine } from './order/order-line.entity';
import { OrderLineResolver } from './order/order-line.resolver';
import { OrderLiveResolver } from './order/order-live.resolver';
import { BundleOfferResolver, CourseOfferResolver, OfferResolver } from './offer/offer.resolver';
import { Order } from './order/order.entity';
import { resolveOrder } from './order/order.reference';
import { OrderResolver } from './order/order.resolver';
import { onEntitlementGranted, onEntitlementRevoked } from './ownership/ownership.events';
import { Payment } from './payment/payment.entity';
import { lookAtPayment, lookAtRefund, reconcilePayments } from './payment/reconcile.job';
import { OrderPaymentResolver, PaymentResolver } from './payment/payment.resolver';
import { EarningsResolver } from './payout/earnings.resolver';
import { lookAtPayoutAccounts } from './payout/look-at-accounts.job';
import { PayoutAccount } from './payout/payout-account.entity';
import { PayoutRun } from './payout/payout-run.entity';
import { PayoutRunResolver } from './payout/payout-run.resolver';
import { runPayoutsMonthly } from './payout/payout-runs';
import { Payout } from './payout/payout.entity';
import { resolvePayout, resolvePayoutRun } from './payout/payout.reference';
import { PayoutResolver } from './payout/payout.resolver';
import { planPayouts } from './payout/plan-payouts.job';
import { sendPayout } from './payout/send-payout.job';
import { useStatements } from './payout/statement.route';
import { paymentsErrors } from './payments.errors';
import { ReconciliationDifference } from './reconciliation/difference.entity';
import { Reconciliation } from './reconciliation/reconciliation.entity';
import { reconcileLedger } from './reconciliation/reconciliation.job';
import { resolveDifference, resolveReconciliation } from './reconciliation/reconciliation.reference';
import { ReconciliationDifferenceResolver, ReconciliationResolver } from './reconciliation/reconciliation.resolver';
import { reconcileLedgerNightly } from './reconciliation/reconciliation.service';
import { Refund, RefundLine } from './refund/refund.entity';
import { sendRefund } from './refund/refund.jobs';
import { resolveRefund } from './refund/refund.reference';
import { RefundResolver } from './refund/refund.resolver';
import { OrderRefundsResolver, RefundabilityResolver, RefundingResolver } from './refund/refunding.resolver';
import { TaxRate } from './tax/tax-rate.entity';
import { resolveTaxRate } from './tax/tax.reference';
import { TaxRateResolver } from './tax/tax.resolver';
import { UserResolver } from './user/user.resolver';
import { resolveUser } from './user/user.stub';
import { StoredProviderEvent } from './webhook/provider-event.entity';
import { forgetProviderEvents, handleProviderEvent } from './webhook/provider-inbox';
import { webhookRoute } from './webhook/webhook.route';

export const payments = defineSubgraph({
  name: 'payments',
  resolvers: [
    OrderResolver,
    TaxRateResolver,
    LedgerEntryResolver,
    LedgerAccountResolver,
    CouponResolver,
    CampaignResolver,
    BundleResolver,
    CourseOfferResolver,
    BundleOfferResolver,
    OfferResolver,
    OrderLineResolver,
    OrderLiveResolver,
    PaymentResolver,
    OrderPaymentResolver,
    CheckoutResolver,
    PaymentMethodResolver,
    RefundResolver,
    RefundingResolver,
    OrderRefundsResolver,
    RefundabilityResolver,
    DisputeResolver,
    UserResolver,
    InvoiceResolver,
    CreditNoteResolver,
    OrderInvoiceResolver,
    BillingDetailsResolver,
    CartResolver,
    CartLineResolver,
    CartChangesResolver,
    UserCartResolver,
    PayoutResolver,
    PayoutRunResolver,
    EarningsResolver,
    ReconciliationResolver,
    ReconciliationDifferenceResolver,
  ],
  references: {
    Order: resolveOrder,
    PaymentMethod: resolvePaymentMethod,
    Refund: resolveRefund,
    Dispute: resolveDispute,
    Course: resolveCourse,
    TaxRate: resolveTaxRate,
    LedgerEntry: resolveLedgerEntry,
    LedgerAccount: resolveLedgerAccount,
    Invoice: resolveInvoice,
    CreditNote: resolveCreditNote,
    Payout: resolvePayout,
    PayoutRun: resolvePayoutRun,
    Reconciliation: resolveReconciliation,
    ReconciliationDifference: resolveDifference,
    User: resolveUser,
    Coupon: resolveCoupon,
    Campaign: resolveCampaign,
    Bundle: resolveBundle,
    Cart: resolveCart,
  },
  entities: [
    KnownCourse,
    Order,
    OrderLine,
    Payment,
    ProviderCustomer,
    PaymentMethod,
    Refund,
    RefundLine,
    Dispute,
    StoredProviderEvent,
    TaxRate,
    LedgerEntry,
    LedgerTransaction,
    LedgerAccount,
    RequestKey,
    Coupon,
    Campaign,
    Bundle,
    Invoice,
    CreditNote,
    BillingDetails,
    Cart,
    CartItem,
    Payout,
    PayoutRun,
    PayoutAccount,
    Reconciliation,
    ReconciliationDifference,
  ],
  migrations,
  // Nobody who is nobody sees anything of what somebody bought.
  unseenTables: [
    'customer_order',
    'order_line',
    'payment',
    'holding',
    'provider_customer',
    'payment_method',
    'refund',
    'refund_line',
    'provider_event',
    'tax_rate',
    'ledger_transaction',
    'ledger_entry',
    'ledger_account',
    'ledger_checkpoint',
    'ledger_proof',
    'invoice',
    'invoice_counter',
    'credit_note',
    'billing_details',
    'payout',
    'payout_run',
    'payout_account',
    'provider_movement',
    'reconciliation',
    'reconciliation_difference',
    'request_key',
    'coupon_redemption',
    'cart',
    'cart_line',
    'cart_coupon',
    'curriculum',
    'completed_lesson',
    'dispute',
  ],
  // They decide what courses cost.
  decidingTables: ['campaign', 'bundle'],
  emits: ['order.paid', 'order.expired', 'order.refunded'],
  handlers: [
    onCourseChanged,
    onCategoryChanged,
    onEntitlementGranted,
    onEntitlementRevoked,
    onLineFulfilled,
    onLineRefused,
    forgetBillingDetails,
    onUserErasedDropCart,
    onCurriculumPublished,
    onLessonCompleted,
    onLearnerErased,
  ],
  jobs: [
    handleProviderEvent,
    forgetProviderEvents,
    beginPayment,
    endPayment,
    expireOrders,
    lookAtPayment,
    lookAtRefund,
    reconcilePayments,
    sendRefund,
    sendEvidence,
    lookAtDispute,
    reconcileDisputes,
    ...letterJobs,
    releaseExpiredCoupons,
    forgetGuestCarts,
    checkpointLedger,
    proveLedgerNightly,
    planPayouts,
    sendPayout,
    runPayoutsMonthly,
    lookAtPayoutAccounts,
    reconcileLedger,
    reconcileLedgerNightly,
    forgetRequestKeys,
  ],
  errors: paymentsErrors,
  sensitive: [
    'Query.order',
    'Query.orders',
    'Query.paymentMethod',
    'Query.refund',
    'Query.refunds',
    'Query.refundTasks',
    'Query.dispute',
    'Query.disputes',
    'Subscription.orderChanged',
    'User.orders',
    'User.paymentMethods',
    'Query.taxRates',
    'Query.ledgerEntries',
    'Query.ledgerAccounts',
    'Query.ledgerProof',
    'Query.coupon',
    'Query.coupons',
    'Query.campaign',
    'Query.campaigns',
    'Query.invoices',
    'Query.creditNotes',
    'User.billingDetails',
    'Query.cart',
    'User.cart',
    'User.earnings',
    'User.payouts',
    'User.payoutAccount',
    'Query.payouts',
    'Query.payoutRuns',
    'Query.reconciliations',
    'Query.reconciliationDifferences',
  ],
  publicRoutes: (app, subgraph) => {
    webhookRoute(app, subgraph);
    useInvoices(app);
    useStatements(app);
    useExports(app);
  },
});
