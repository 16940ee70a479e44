import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { hash, metadata, positive, word } from '../api/parameters';
import type { Resource } from '../api/resource';
import { countLines, type BareLine } from '../billing/amounts';
import { reductionsOf } from '../billing/discount';
import { sum } from '../billing/invoice-plan';
import { taxRatesOf } from '../billing/tax-rate';
import { createPrice, priceData } from '../catalog/price';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import type { NewSession } from './session.parameters';

export const lineItem = hash({
  metadata: metadata.optional(),
  price: word.optional(),
  price_data: priceData.optional(),
  quantity: positive.optional(),
  tax_rates: word.array().optional(),
});

/** A line of a session; it is part of it, and has no address of its own. */
export const lineItems: Resource = {
  object: 'item',
  expandable: { price: { embedded: 'price' } },
  operations: [],
};

/** One thing that a session sells, before discounts and taxes. */
export interface PlannedItem extends BareLine {
  readonly id: string;
  readonly price: Kept<'price'>;
  readonly quantity: number;
  readonly description: string | null;
  readonly rates: readonly Kept<'tax_rate'>[];
}

/** What a session sells, and what is made once it is paid. */
export interface SessionPlan {
  readonly items: readonly PlannedItem[];
  /** Ids of discounts. */
  readonly discounts: readonly string[];
  readonly payment: NonNullable<NewSession['payment_intent_data']>;
  readonly setup: NonNullable<NewSession['setup_intent_data']>;
  readonly subscription: NonNullable<NewSession['subscription_data']>;
}

/** A price that is given in place is made. */
export function planItem(turn: Turn, given: z.infer<typeof lineItem>, index: number): PlannedItem {
  const price = priceOf(turn, given, index);
  const { quantity = 1, tax_rates } = given;
  return {
    id: newId('li'),
    price: { ...price },
    product: price.product,
    quantity,
    amount: (price.unit_amount ?? 0) * quantity,
    description: turn.find('product', price.product)?.name ?? null,
    discountable: true,
    rates: taxRatesOf(turn, tax_rates, `line_items[${index}][tax_rates]`),
  };
}

/** The items as they are shown, with what each costs in the end. */
export function countItems(
  turn: Turn,
  { items, discounts }: Pick<SessionPlan, 'items' | 'discounts'>,
): Stripe.LineItem[] {
  const reductions = reductionsOf(turn, discounts, items[0]?.price.currency ?? '');
  return countLines(items, reductions).map((counted, index) => {
    const item = items[index] as PlannedItem;
    const discount = sum(counted.discounts.map(({ amount }) => amount));
    const added = sum(counted.taxes.filter(({ rate }) => !rate.inclusive).map(({ amount }) => amount));
    return {
      id: item.id,
      object: 'item',
      adjustable_quantity: null,
      amount_discount: discount,
      amount_subtotal: item.amount,
      amount_tax: sum(counted.taxes.map(({ amount }) => amount)),
      amount_total: item.amount - discount + added,
      currency: item.price.currency,
      description: item.description,
      metadata: null,
      price: item.price as unknown as Stripe.Price,
      quantity: item.quantity,
    };
  });
}

/** What a session costs in all. */
export function totalsOf(
  turn: Turn,
  plan: Pick<SessionPlan, 'items' | 'discounts'>,
): Partial<Kept<'checkout.session'>> {
  const items = countItems(turn, plan);
  const total = (of: (item: Stripe.LineItem) => number): number => sum(items.map(of));
  return {
    amount_subtotal: total(({ amount_subtotal }) => amount_subtotal),
    amount_total: total(({ amount_total }) => amount_total),
    total_details: {
      amount_discount: total(({ amount_discount }) => amount_discount),
      amount_shipping: 0,
      amount_tax: total(({ amount_tax }) => amount_tax),
    },
    discounts: plan.discounts.map((id) => {
      const discount = turn.find('discount', id);
      return { coupon: discount?.source.coupon ?? null, promotion_code: discount?.promotion_code ?? null };
    }),
  };
}

function priceOf(turn: Turn, { price, price_data }: z.infer<typeof lineItem>, index: number): Kept<'price'> {
  if (price_data) return createPrice(turn, price_data);
  if (price) return turn.require('price', price, `line_items[${index}][price]`);
  throw invalidRequest(`You must specify either \`price\` or \`price_data\` for line item ${index}.`, {
    code: 'parameter_missing',
    param: `line_items[${index}][price]`,
  });
}
