import { In } from 'typeorm';
import { Looks } from '../payment/looks';
import { PaymentProvider } from '../provider/payment-provider';
import type { ProviderInvoice, ProviderSubscription } from '../provider/provider-subscription';
import { SubscriptionProvider } from '../provider/subscription-provider';
import type { Scope } from '../../../kit/scope/scope';
import { SubscriptionCharge } from './subscription-charge.entity';

/** An invoice that was paid and that we have not entered yet. */
export interface NewCharge {
  readonly invoice: ProviderInvoice;
  readonly chargeId: string | null;
}

/** What was found at the provider. Of two looks at one thing the one with the larger number shows what is newer. */
export interface SubscriptionLook {
  readonly number: bigint;
  readonly seen: ProviderSubscription;
  readonly charges: readonly NewCharge[];
}

/** Looks at subscriptions of the provider: never in a transaction, which would wait for the network. */
export class SubscriptionLooks {
  constructor(private readonly scope: Scope) {}

  async at(providerId: string): Promise<SubscriptionLook> {
    const number = await this.scope.get(Looks).number();
    return this.with(number, await this.scope.get(SubscriptionProvider).read(providerId));
  }

  /** The subscription of an invoice; null where it is of none. */
  async atInvoice(invoiceId: string): Promise<SubscriptionLook | null> {
    const { providerId } = await this.scope.get(SubscriptionProvider).readInvoice(invoiceId);
    return providerId === null ? null : this.at(providerId);
  }

  /** The subscription that a payment is for; null where it is for none. */
  async atPayment(paymentId: string): Promise<SubscriptionLook | null> {
    const invoiceId = await this.scope.get(SubscriptionProvider).invoiceOf(paymentId);
    return invoiceId === null ? null : this.atInvoice(invoiceId);
  }

  /** Together with what was paid and is not entered yet. */
  async with(number: bigint, seen: ProviderSubscription): Promise<SubscriptionLook> {
    const paid = await this.scope.get(SubscriptionProvider).paidInvoices(seen.id);
    const fresh = await this.unknown(paid);
    const charges: NewCharge[] = [];
    for (const invoice of fresh) charges.push({ invoice, chargeId: await this.chargeOf(invoice) });
    return { number, seen, charges };
  }

  /** Oldest first, so that our own numbers are in their order. */
  private async unknown(paid: readonly ProviderInvoice[]): Promise<ProviderInvoice[]> {
    if (paid.length === 0) return [];
    const known = await this.scope.db.findBy(SubscriptionCharge, { providerId: In(paid.map(({ id }) => id)) });
    const ids = new Set(known.map(({ providerId }) => providerId));
    return paid.filter(({ id, total, paid: taken }) => !ids.has(id) && (total !== 0n || taken !== 0n)).toReversed();
  }

  private async chargeOf({ paymentId }: ProviderInvoice): Promise<string | null> {
    return paymentId === null ? null : (await this.scope.get(PaymentProvider).read(paymentId)).chargeId;
  }
}
