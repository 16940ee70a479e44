import type StripeSdk from 'stripe';
import type { Scope } from '../../../kit/scope/scope';
import type { TaxRule } from '../tax/tax-amount';
import { ProviderClient } from './provider-client';
import { idOf } from './provider-payment';
import { ProviderRefusal } from './provider-refusal';
import {
  invoiceExpansion,
  invoiceOf,
  subscriptionExpansion,
  subscriptionKey,
  subscriptionOf,
  type ProviderInvoice,
  type ProviderSubscription,
} from './provider-subscription';

export type SubscriptionUpdate = StripeSdk.SubscriptionUpdateParams;

/** What the one thing of a subscription becomes. */
export interface SubscriptionItemChange {
  /** The provider's id of it, and of the price. */
  readonly id: string;
  readonly price: string;
  readonly quantity: number;
}

export interface NewSubscription {
  readonly subscriptionId: string;
  readonly customerId: string;
  /** The provider's. */
  readonly priceId: string;
  readonly quantity: number;
  readonly trialDays: number;
  /** A saved card, which is charged at once; without one a browser goes on. */
  readonly methodId: string | null;
  /** The provider's; null where nothing is taxed. */
  readonly taxRateId: string | null;
}

/** Subscriptions at the provider. Each thing is done under a key of the business: asked for twice, it is done once. */
export class SubscriptionProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  /** A first payment that is declined, or waits for the bank's page, leaves it incomplete: that is an answer, no error. */
  async begin({
    subscriptionId,
    customerId,
    priceId,
    quantity,
    ...given
  }: NewSubscription): Promise<ProviderSubscription> {
    const { methodId, taxRateId, trialDays } = given;
    const parameters: StripeSdk.SubscriptionCreateParams = {
      customer: customerId,
      items: [{ price: priceId, quantity }],
      metadata: { [subscriptionKey]: subscriptionId },
      payment_settings: { save_default_payment_method: 'on_subscription' },
      ...(methodId === null
        ? { payment_behavior: 'default_incomplete' }
        : { payment_behavior: 'allow_incomplete', default_payment_method: methodId }),
      ...(taxRateId === null ? {} : { default_tax_rates: [taxRateId] }),
      ...(trialDays === 0
        ? {}
        : {
            trial_period_days: trialDays,
            trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
          }),
      expand: subscriptionExpansion,
    };
    const options = { idempotencyKey: `subscription:${subscriptionId}` };
    return this.subscription('subscriptions.create', (stripe) => stripe.subscriptions.create(parameters, options));
  }

  /** As it is now: the only thing that what happens is decided by. */
  read(id: string): Promise<ProviderSubscription> {
    return this.subscription('subscriptions.retrieve', (stripe) =>
      stripe.subscriptions.retrieve(id, { expand: subscriptionExpansion }),
    );
  }

  update(id: string, change: SubscriptionUpdate, key: string): Promise<ProviderSubscription> {
    return this.subscription('subscriptions.update', (stripe) =>
      stripe.subscriptions.update(id, { ...change, expand: subscriptionExpansion }, { idempotencyKey: key }),
    );
  }

  /** Ends it at once, and asks for nothing more that is open. Returns how it stands then: it may have ended before. */
  async cancel(id: string): Promise<ProviderSubscription> {
    const { openInvoice } = await this.read(id);
    await this.unlessAboutState(() =>
      this.subscription('subscriptions.cancel', (stripe) =>
        stripe.subscriptions.cancel(id, { expand: subscriptionExpansion }, { idempotencyKey: `${id}:cancel` }),
      ),
    );
    // Only now: a subscription whose open invoice is void would count as paid.
    if (openInvoice)
      await this.unlessAboutState(() =>
        this.client.call('invoices.voidInvoice', 'invoice', (stripe) =>
          stripe.invoices.voidInvoice(openInvoice.id, {}, { idempotencyKey: `${openInvoice.id}:void` }),
        ),
      );
    return this.read(id);
  }

  /** Charges what is open to a saved card. @throws ProviderRefusal with the decline */
  async pay(invoiceId: string, methodId: string, key: string): Promise<void> {
    await this.unlessAboutState(() =>
      this.client.call('invoices.pay', 'invoice', (stripe) =>
        stripe.invoices.pay(invoiceId, { payment_method: methodId, off_session: false }, { idempotencyKey: key }),
      ),
    );
  }

  /** What a change would make due at once. */
  async preview(
    id: string,
    change: StripeSdk.InvoiceCreatePreviewParams.SubscriptionDetails,
  ): Promise<ProviderInvoice> {
    return invoiceOf(
      await this.client.call('invoices.createPreview', 'invoice', (stripe) =>
        stripe.invoices.createPreview({ subscription: id, subscription_details: change }),
      ),
    );
  }

  /** Those that were paid, the newest hundred first. */
  async paidInvoices(id: string): Promise<ProviderInvoice[]> {
    const { data } = await this.client.call('invoices.list', 'list', (stripe) =>
      stripe.invoices.list({
        subscription: id,
        status: 'paid',
        limit: 100,
        expand: invoiceExpansion.map((each) => `data.${each}`),
      }),
    );
    return data.map(invoiceOf);
  }

  async readInvoice(id: string): Promise<ProviderInvoice> {
    return invoiceOf(
      await this.client.call('invoices.retrieve', 'invoice', (stripe) =>
        stripe.invoices.retrieve(id, { expand: invoiceExpansion }),
      ),
    );
  }

  /** The invoice that a payment is for; null where it is for none. */
  async invoiceOf(paymentId: string): Promise<string | null> {
    const { data } = await this.client.call('invoicePayments.list', 'list', (stripe) =>
      stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: paymentId }, limit: 1 }),
    );
    return idOf(data[0]?.invoice);
  }

  async taxRate({ jurisdiction, rate, isInclusive }: TaxRule): Promise<string> {
    const [country, state] = jurisdiction.split('-');
    const { id } = await this.client.call('taxRates.create', 'tax_rate', (stripe) =>
      stripe.taxRates.create(
        {
          display_name: 'Tax',
          percentage: Number(rate),
          inclusive: isInclusive,
          country: country!,
          jurisdiction,
          ...(state && country === 'US' ? { state } : {}),
        },
        { idempotencyKey: `tax:${jurisdiction}:${rate}:${isInclusive ? 'inclusive' : 'exclusive'}` },
      ),
    );
    return id;
  }

  private async subscription(
    what: string,
    work: (stripe: StripeSdk) => Promise<StripeSdk.Subscription>,
  ): Promise<ProviderSubscription> {
    return subscriptionOf(await this.client.call(what, 'subscription', work));
  }

  private async unlessAboutState(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ProviderRefusal) || error.decline || !isAboutState(error)) throw error;
    }
  }
}

const isAboutState = ({ isAboutState: known, code }: ProviderRefusal): boolean =>
  known || /not_open|not_editable/.test(code);
