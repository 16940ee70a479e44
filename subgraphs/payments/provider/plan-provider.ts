import type { Scope } from '../../../kit/scope/scope';
import { amountOf } from './payment-provider';
import { ProviderClient } from './provider-client';

interface NewPrice {
  readonly priceId: string;
  readonly productId: string;
  readonly rhythm: 'MONTHLY' | 'YEARLY';
  readonly currency: string;
  readonly minor: bigint;
}

/** Products and prices at the provider: the mirror of our plans. */
export class PlanProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  async product(planId: string, title: string): Promise<string> {
    const { id } = await this.client.call('products.create', 'product', (stripe) =>
      stripe.products.create(
        { name: title, metadata: { lyceum_plan: planId } },
        { idempotencyKey: `plan:${planId}:product` },
      ),
    );
    return id;
  }

  /** What is retired is not sold there either; who has it keeps it. */
  async describe(
    productId: string,
    { planId, title, version, isSold }: { planId: string; title: string; version: number; isSold: boolean },
  ): Promise<void> {
    await this.client.call('products.update', 'product', (stripe) =>
      stripe.products.update(
        productId,
        { name: title, active: isSold },
        { idempotencyKey: `plan:${planId}:product:${version}` },
      ),
    );
  }

  async price({ priceId, productId, rhythm, ...amount }: NewPrice): Promise<string> {
    const { amount: unit_amount, currency } = amountOf(amount);
    const { id } = await this.client.call('prices.create', 'price', (stripe) =>
      stripe.prices.create(
        {
          product: productId,
          currency,
          unit_amount,
          recurring: { interval: rhythm === 'MONTHLY' ? 'month' : 'year' },
          metadata: { lyceum_price: priceId },
        },
        { idempotencyKey: `price:${priceId}` },
      ),
    );
    return id;
  }
}
