import type { Scope } from '../../../kit/scope/scope';
import { InvoiceService } from '../invoice/invoice.service';
import { Ledger } from '../ledger/ledger';
import { subscriptionReturnPosting } from '../ledger/subscription.posting';

interface ReturnedMoney {
  /** Of the payment for a subscription. */
  readonly chargeId: string;
  readonly currency: string;
  readonly minor: bigint;
  /** By what the credit note is known: of money that goes back at a second attempt, the first refund. */
  readonly documentId: string;
}

/** What the books say where money of a subscription went back, by a refund or by a bank. The subscription is locked by whoever calls. */
export class ReturnedCharges {
  constructor(private readonly tx: Scope) {}

  async takeBack(
    cause: { readonly kind: 'REFUND' | 'DISPUTE_LOST'; readonly id: string },
    { chargeId, currency, minor, documentId: id }: ReturnedMoney,
  ): Promise<void> {
    const invoices = this.tx.get(InvoiceService);
    const credit = { id, chargeId, gross: minor };
    const lines = await invoices.creditedOf(credit);
    await this.tx
      .get(Ledger)
      .post(subscriptionReturnPosting({ cause, currency, at: this.tx.clock.now(), minor, lines }));
    // Last, because credit notes of everybody wait for the next number.
    await invoices.creditCharge(credit, lines);
  }
}
