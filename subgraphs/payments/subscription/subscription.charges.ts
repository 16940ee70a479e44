import type { Scope } from '../../../kit/scope/scope';
import { InvoiceService } from '../invoice/invoice.service';
import { Ledger } from '../ledger/ledger';
import { subscriptionPosting } from '../ledger/subscription.posting';
import { RefundReason } from '../refund/refund.entity';
import { Refunds } from '../refund/refunds';
import { ChargedTaxes, type ChargedLine } from './charged-taxes';
import { SubscriptionCharge } from './subscription-charge.entity';
import type { PlanSubscription } from './subscription.entity';
import type { NewCharge } from './subscription.looks';
import { SubscriptionState } from './subscription.states';

/** What was paid for subscriptions: once into the ledger, and once onto an invoice of our own. For one that never began it goes back. */
export class SubscriptionCharges {
  constructor(private readonly tx: Scope) {}

  /** The subscription is locked by whoever calls. */
  async enter(subscription: PlanSubscription, charges: readonly NewCharge[]): Promise<void> {
    for (const charge of charges) await this.enterOne(subscription, charge);
  }

  private async enterOne(subscription: PlanSubscription, { invoice, chargeId }: NewCharge): Promise<void> {
    const { id: providerId, paymentId, currency, total: totalMinor, paid: paidMinor } = invoice;
    if (await this.tx.db.existsBy(SubscriptionCharge, { providerId })) return;
    const { id: subscriptionId, organisationId } = subscription;
    const [id, paidAt] = [this.tx.ids.next(), invoice.paidAt ?? this.tx.clock.now()];
    const facts = { id, subscriptionId, organisationId, providerId, paymentId, chargeId };
    await this.tx.db.insert(SubscriptionCharge, { ...facts, currency, totalMinor, paidMinor, paidAt });
    const taxed = await this.tx.get(ChargedTaxes).of(subscription, invoice);
    const amounts = taxed.map(({ rule: { jurisdiction }, ...line }) => ({ ...line, jurisdiction }));
    await this.tx.get(Ledger).post(subscriptionPosting({ id, currency, at: paidAt, paid: paidMinor, lines: amounts }));
    const isStray = subscription.state === SubscriptionState.INCOMPLETE_EXPIRED && paymentId !== null && paidMinor > 0n;
    if (isStray) {
      const asked = { reason: RefundReason.UNEXPECTED, minor: paidMinor };
      await this.tx.get(Refunds).ofCharge(subscription, { id, currency }, asked);
    }
    // Last, because invoices of everybody wait for the next number.
    const { userId, place } = subscription;
    const lines = taxed.map((line) => this.lineOf(line));
    await this.tx
      .get(InvoiceService)
      .issueFor({ chargeId: id, subscriptionId, userId, organisationId, currency, place }, lines);
  }

  private lineOf({ title, net, tax: taxMinor, gross, rule: tax }: ChargedLine) {
    const listMinor = tax.isInclusive ? gross : net;
    const amounts = { listMinor, discountMinor: 0n, netMinor: net, taxMinor, grossMinor: gross };
    return { id: this.tx.ids.next(), title, tax, ...amounts };
  }
}
