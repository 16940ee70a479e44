import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { hash, metadata, positive, word } from '../api/parameters';
import type { Resource } from '../api/resource';
import { createPrice, priceData } from '../catalog/price';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

export const lineItem = hash({
  metadata: metadata.optional(),
  price: word.optional(),
  price_data: priceData.optional(),
  quantity: positive.optional(),
});

/** A line of a session; it is part of it, and has no address of its own. */
export const lineItems: Resource = {
  object: 'item',
  expandable: { price: { embedded: 'price' } },
  operations: [],
};

/** What a session sells; a price that is given in place is made. */
export function makeLineItem(turn: Turn, given: z.infer<typeof lineItem>, index: number): Stripe.LineItem {
  const price = priceOf(turn, given, index);
  const quantity = given.quantity ?? 1;
  const amount = (price.unit_amount ?? 0) * quantity;
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: turn.find('product', price.product)?.name ?? null,
    metadata: null,
    price: price as unknown as Stripe.Price,
    quantity,
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
