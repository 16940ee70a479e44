import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { requireOwnSite } from '../checkout/own-site';
import { CardProvider } from '../provider/card-provider';
import { PageProvider } from '../provider/page-provider';
import { ProviderRefusal } from '../provider/provider-refusal';
import { Customers } from './customers';
import { PaymentMethod } from './payment-method.entity';
import type { AddPaymentMethodInput, AddPaymentMethodPayload } from './payment-method.input';
import { PaymentMethodLoaders } from './payment-method.loaders';
import { paymentMethodPolicy } from './payment-method.policy';
import { PaymentMethods } from './payment-methods';

/** What people do with their saved cards. */
export class PaymentMethodService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, BAD_INPUT, PAYMENTS_UNAVAILABLE */
  async begin({ page, idempotencyKey }: AddPaymentMethodInput): Promise<AddPaymentMethodPayload> {
    const { scope } = this;
    const userId = signedIn(scope.viewer);
    if (page) requireOwnSite(scope.config, { 'page.successUrl': page.successUrl, 'page.cancelUrl': page.cancelUrl });
    const customerId = await scope.get(Customers).of(userId);
    const key = `user:${userId}:card:${idempotencyKey}`;
    if (!page) {
      const { id: setupId, clientSecret } = await scope.get(CardProvider).beginSetup(customerId, key);
      return { setupId, clientSecret, pageUrl: null };
    }
    const urls = { successUrl: page.successUrl.toString(), cancelUrl: page.cancelUrl.toString() };
    const { url } = await scope.get(PageProvider).forCard({ customerId, key, currency: page.currency, ...urls });
    return { setupId: null, clientSecret: null, pageUrl: url };
  }

  /** Does what the provider's webhook does, at once. @throws UNAUTHENTICATED, NOT_FOUND, PAYMENTS_UNAVAILABLE */
  async confirm(setupId: string): Promise<PaymentMethod | null> {
    const { scope } = this;
    const customerId = await scope.get(Customers).of(signedIn(scope.viewer));
    const setup = await scope.get(CardProvider).readSetup(setupId).catch(hidden);
    if (setup.customerId !== customerId) return hidden();
    const kept = await scope.transaction((tx) => tx.get(PaymentMethods).take(setup));
    return kept && scope.get(PaymentMethodLoaders).own.load(kept.id);
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND */
  async makeDefault(id: string): Promise<PaymentMethod[]> {
    await this.scope.transaction(async (tx) => {
      await tx.get(PaymentMethods).makeDefault(await tx.require(PaymentMethod, id, paymentMethodPolicy.own));
    });
    return this.all();
  }

  /** At the provider first: a card that only we forgot could be charged still. @throws UNAUTHENTICATED, NOT_FOUND, PAYMENTS_UNAVAILABLE */
  async remove(id: string): Promise<PaymentMethod[]> {
    const { providerId } = await this.scope.require(PaymentMethod, id, paymentMethodPolicy.own);
    await this.scope.get(CardProvider).detach(providerId);
    await this.scope.transaction((tx) => tx.get(PaymentMethods).remove(providerId));
    return this.all();
  }

  private all(): Promise<PaymentMethod[]> {
    return this.scope.get(PaymentMethodLoaders).ofUser.load(signedIn(this.scope.viewer));
  }
}

/** Somebody else's reads like none. */
function hidden(error?: unknown): never {
  if (error !== undefined && !(error instanceof ProviderRefusal)) throw error;
  throw kitErrors.NOT_FOUND({ thing: 'setup' });
}
