import { defineSubgraph } from '../../kit/subgraph/define';
import { forgetRequestKeys } from '../../kit/requests/request-keys';
import { beginPayment } from './checkout/begin-payment.job';
import { CheckoutResolver } from './checkout/checkout.resolver';
import { endPayment, expireOrders } from './checkout/expiry.job';
import { onCurriculumPublished, onLearnerErased, onLessonCompleted } from './consumption/consumption.events';
import { lookAtDispute, reconcileDisputes, sendEvidence } from './dispute/dispute.jobs';
import { resolveDispute } from './dispute/dispute.reference';
import { DisputeResolver } from './dispute/dispute.resolver';
import { onCourseChanged } from './course/course.events';
import { resolveCourse } from './course/course.stub';
import { onEnrollmentStarted } from './enrollment/enrollment.events';
import { EnrollmentResolver } from './enrollment/enrollment.resolver';
import { resolveEnrollment } from './enrollment/enrollment.stub';
import { useExports } from './export/export.route';
import { onLineFulfilled, onLineRefused } from './fulfilment/fulfilment.events';
import { forgetBillingDetails } from './invoice/billing-details.events';
import { BillingDetailsResolver } from './invoice/billing-details.resolver';
import { resolveCreditNote, resolveInvoice } from './invoice/invoice.reference';
import { CreditNoteResolver, InvoiceResolver, OrderInvoiceResolver } from './invoice/invoice.resolver';
import { useInvoices } from './invoice/invoice.route';
import { checkpointLedger } from './ledger/checkpoint.job';
import { resolveLedgerAccount, resolveLedgerEntry } from './ledger/ledger.reference';
import { LedgerAccountResolver, LedgerEntryResolver } from './ledger/ledger.resolver';
import { proveLedgerNightly } from './ledger/proof.job';
import { letterJobs } from './letters/letter.jobs';
import { resolvePaymentMethod } from './method/payment-method.reference';
import { PaymentMethodResolver } from './method/payment-method.resolver';
import { migrations } from './migrations';
import { OrderLineResolver } from './order/order-line.resolver';
import { OrderLiveResolver } from './order/order-live.resolver';
import { resolveOrder } from './order/order.reference';
import { OrderResolver } from './order/order.resolver';
import { lookAtPayment, lookAtRefund, reconcilePayments } from './payment/reconcile.job';
import { OrderPaymentResolver, PaymentResolver } from './payment/payment.resolver';
import { EarningsResolver } from './payout/earnings.resolver';
import { lookAtPayoutAccounts } from './payout/look-at-accounts.job';
import { PayoutRunResolver } from './payout/payout-run.resolver';
import { runPayoutsMonthly } from './payout/payout-runs';
import { resolvePayout, resolvePayoutRun } from './payout/payout.reference';
import { PayoutResolver } from './payout/payout.resolver';
import { planPayouts } from './payout/plan-payouts.job';
import { sendPayout } from './payout/send-payout.job';
import { useStatements } from './payout/statement.route';
import { paymentsErrors } from './payments.errors';
import { paymentsMetrics } from './payments.metrics';
import { reconcileLedger } from './reconciliation/reconciliation.job';
import { resolveDifference, resolveReconciliation } from './reconciliation/reconciliation.reference';
import { ReconciliationDifferenceResolver, ReconciliationResolver } from './reconciliation/reconciliation.resolver';
import { reconcileLedgerNightly } from './reconciliation/reconciliation.service';
import { sendRefund } from './refund/refund.jobs';
import { resolveRefund } from './refund/refund.reference';
import { RefundResolver } from './refund/refund.resolver';
import { OrderRefundsResolver, RefundabilityResolver, RefundingResolver } from './refund/refunding.resolver';
import { seed } from './seed';
import { shop } from './shop';
import { subscribing } from './subscribing';
import { resolveTaxRate } from './tax/tax.reference';
import { entities, unseenTables } from './tables';
import { TaxRateResolver } from './tax/tax.resolver';
import { forgetCustomer, onUserErasedForgetBuyer } from './user/buyer-erasure';
import { UserResolver } from './user/user.resolver';
import { resolveUser } from './user/user.stub';
import { forgetProviderEvents, handleProviderEvent } from './webhook/provider-inbox';
import { webhookRoute } from './webhook/webhook.route';

export const payments = defineSubgraph({
  name: 'payments',
  resolvers: [
    OrderResolver,
    TaxRateResolver,
    LedgerEntryResolver,
    LedgerAccountResolver,
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
    EnrollmentResolver,
    InvoiceResolver,
    CreditNoteResolver,
    OrderInvoiceResolver,
    BillingDetailsResolver,
    PayoutResolver,
    PayoutRunResolver,
    EarningsResolver,
    ReconciliationResolver,
    ReconciliationDifferenceResolver,
    ...shop.resolvers,
    ...subscribing.resolvers,
  ],
  references: {
    Order: resolveOrder,
    PaymentMethod: resolvePaymentMethod,
    Refund: resolveRefund,
    Dispute: resolveDispute,
    Course: resolveCourse,
    Enrollment: resolveEnrollment,
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
    ...shop.references,
    ...subscribing.references,
  },
  entities,
  migrations,
  unseenTables,
  decidingTables: shop.decidingTables,
  emits: ['order.paid', 'order.expired', 'order.refunded', ...shop.emits, ...subscribing.emits],
  handlers: [
    onCourseChanged,
    onLineFulfilled,
    onLineRefused,
    onEnrollmentStarted,
    forgetBillingDetails,
    onUserErasedForgetBuyer,
    onCurriculumPublished,
    onLessonCompleted,
    onLearnerErased,
    ...shop.handlers,
    ...subscribing.handlers,
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
    forgetCustomer,
    sendEvidence,
    lookAtDispute,
    reconcileDisputes,
    ...letterJobs,
    checkpointLedger,
    proveLedgerNightly,
    planPayouts,
    sendPayout,
    runPayoutsMonthly,
    lookAtPayoutAccounts,
    reconcileLedger,
    reconcileLedgerNightly,
    forgetRequestKeys,
    ...shop.jobs,
    ...subscribing.jobs,
  ],
  metrics: paymentsMetrics,
  errors: paymentsErrors,
  sensitive: [
    'Query.order',
    'Query.orders',
    'Query.payments',
    'Query.paymentMethod',
    'Query.refund',
    'Query.refunds',
    'Query.refundTasks',
    'Query.dispute',
    'Query.disputes',
    'Subscription.orderChanged',
    'User.orders',
    'Enrollment.order',
    'User.paymentMethods',
    'Query.taxRates',
    'Query.ledgerEntries',
    'Query.ledgerAccounts',
    'Query.ledgerProof',
    'Query.invoices',
    'Query.creditNotes',
    'User.billingDetails',
    'User.earnings',
    'User.payouts',
    'User.payoutAccount',
    'Query.payouts',
    'Query.payoutRuns',
    'Query.reconciliations',
    'Query.reconciliationDifferences',
    ...shop.sensitive,
    ...subscribing.sensitive,
  ],
  seed,
  publicRoutes: (app, subgraph) => {
    webhookRoute(app, subgraph);
    useInvoices(app);
    useStatements(app);
    useExports(app);
  },
});
