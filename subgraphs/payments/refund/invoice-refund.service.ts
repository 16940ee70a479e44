import { RequestKeys } from '../../../kit/requests/request-keys';
import type { Scope } from '../../../kit/scope/scope';
import { Invoice } from '../invoice/invoice.entity';
import { invoicePolicy } from '../invoice/invoice.policy';
import { paymentsErrors } from '../payments.errors';
import { lockSubscription } from '../subscription/subscription.lock';
import { ChargeRefundability } from './charge-refundability';
import {
  RefundExceedsInvoice,
  RefundSubscriptionInvoicePayload,
  type RefundInvoiceOutcome,
  type RefundSubscriptionInvoiceInput,
} from './invoice-refund.types';
import { requireAmount } from './refund.amount';
import { Refund, RefundReason } from './refund.entity';
import { Refunds } from './refunds';

/** What the staff of a seller give back of payments for subscriptions. */
export class InvoiceRefundService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND without `payments.manage`, UNAUTHENTICATED, BAD_INPUT, INVOICE_OF_ORDER, INVOICE_DISPUTED, IDEMPOTENCY_KEY_REUSED */
  refund(input: RefundSubscriptionInvoiceInput): Promise<RefundInvoiceOutcome> {
    return this.scope.transaction(async (tx) => {
      const known = await tx.db.findOneBy(Invoice, { id: input.invoiceId });
      // Before anything that hangs on it, as everywhere.
      if (known?.subscriptionId) await lockSubscription(tx, known.subscriptionId);
      const invoice = await tx.require(Invoice, input.invoiceId, invoicePolicy.manage);
      return tx.get(RequestKeys).once<RefundInvoiceOutcome, string>('refundSubscriptionInvoice', input, {
        run: () => tx.get(InvoiceRefundService).give(invoice, input),
        remember: (outcome) => (outcome instanceof RefundSubscriptionInvoicePayload ? outcome.refund.id : null),
        recall: async (id) => {
          const refund = await tx.db.findOneByOrFail(Refund, { id });
          return RefundSubscriptionInvoicePayload.of({ refund, invoice });
        },
      });
    });
  }

  private async give(
    invoice: Invoice,
    { amount, reason: note }: RefundSubscriptionInvoiceInput,
  ): Promise<RefundInvoiceOutcome> {
    const { subscriptionId, chargeId, userId, organisationId, currency } = invoice;
    if (subscriptionId === null || chargeId === null) throw paymentsErrors.INVOICE_OF_ORDER();
    if (amount) requireAmount(amount, currency, 'amount');
    const left = await this.scope.get(ChargeRefundability).left(chargeId);
    const minor = amount?.minor ?? left;
    if (left === 0n || minor > left) return RefundExceedsInvoice.of(invoice, left);
    const [subscription, charge] = [
      { id: subscriptionId, userId, organisationId },
      { id: chargeId, currency },
    ];
    const asked = { reason: RefundReason.STAFF, note, minor };
    const refund = await this.scope.get(Refunds).ofCharge(subscription, charge, asked);
    return RefundSubscriptionInvoicePayload.of({ refund, invoice });
  }
}
