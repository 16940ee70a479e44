import { IsNull } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import { PlanProvider } from '../provider/plan-provider';
import { Plan } from './plan.entity';
import { PlanPrice } from './plan-price.entity';

/** Keeps plans as products with prices at the provider. Outside transactions; everything there has a key of the business. */
export class PlanMirror {
  constructor(private readonly scope: Scope) {}

  /** The product as it is to be, with all of its prices. @throws PAYMENTS_UNAVAILABLE */
  async mirror(planId: string): Promise<void> {
    const plan = await this.scope.db.findOneBy(Plan, { id: planId });
    if (!plan) return;
    const productId = await this.product(plan);
    const { id, title, version, isPublished } = plan;
    await this.scope.get(PlanProvider).describe(productId, { planId: id, title, version, isSold: isPublished });
    const prices = await this.scope.db.findBy(PlanPrice, { planId, providerId: IsNull() });
    for (const price of prices) await this.write(price, productId);
  }

  /** The provider's id of a price; where nobody told the provider yet it is told now. @throws PAYMENTS_UNAVAILABLE */
  async price(id: string): Promise<string> {
    const price = await this.scope.db.findOneByOrFail(PlanPrice, { id });
    if (price.providerId !== null) return price.providerId;
    const plan = await this.scope.db.findOneByOrFail(Plan, { id: price.planId });
    return this.write(price, await this.product(plan));
  }

  private async product({ id, title, providerId }: Plan): Promise<string> {
    if (providerId !== null) return providerId;
    const made = await this.scope.get(PlanProvider).product(id, title);
    await this.scope.db.query('UPDATE plan SET provider_id = $2 WHERE id = $1', [id, made]);
    return made;
  }

  private async write({ id, rhythm, currency, minor }: PlanPrice, productId: string): Promise<string> {
    const made = await this.scope.get(PlanProvider).price({ priceId: id, productId, rhythm, currency, minor });
    await this.scope.db.query('UPDATE plan_price SET provider_id = $2 WHERE id = $1', [id, made]);
    return made;
  }
}
