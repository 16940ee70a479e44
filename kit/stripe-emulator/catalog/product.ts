import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, emptyable, flag, metadata, nothing, text, url, withMetadata, word } from '../api/parameters';
import { create, list, remove, resource, retrieve, search, update } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type Product = Kept<'product'>;

const createParams = accepts<Stripe.ProductCreateParams>()({
  id: word.optional(),
  active: flag.optional(),
  description: text.optional(),
  images: url.array().optional(),
  metadata: metadata.optional(),
  name: text,
  statement_descriptor: text.optional(),
  tax_code: word.optional(),
  unit_label: text.optional(),
  url: url.optional(),
});
const updateParams = accepts<Stripe.ProductUpdateParams>()({
  active: flag.optional(),
  default_price: emptyable(word).optional(),
  description: emptyable(text).optional(),
  images: emptyable(url.array()).optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  statement_descriptor: text.optional(),
  tax_code: emptyable(word).optional(),
  unit_label: emptyable(text).optional(),
  url: emptyable(url).optional(),
});

export const products = resource('product', {
  path: '/products',
  expandable: { default_price: 'price' },
  operations: [
    create(createParams, createProduct),
    search(['active', 'description', 'metadata', 'name', 'url']),
    list({ active: flag, url }),
    retrieve(),
    update(updateParams, updateProduct),
    remove(nothing, deleteProduct),
  ],
});

export type NewProduct = z.infer<typeof createParams>;

export function createProduct(turn: Turn, { id = newId('prod', 14), metadata: pairs, ...given }: NewProduct): Product {
  if (turn.find('product', id))
    throw invalidRequest(`Product already exists.`, { code: 'resource_already_exists', param: 'id' });
  const product = turn.insert<'product'>({
    id,
    object: 'product',
    active: given.active ?? true,
    created: turn.now,
    default_price: null,
    description: given.description ?? null,
    images: given.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: withMetadata({}, pairs),
    name: given.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: given.statement_descriptor ?? null,
    tax_code: given.tax_code ?? null,
    tax_details: null,
    type: 'service',
    unit_label: given.unit_label ?? null,
    updated: turn.now,
    url: given.url ?? null,
  });
  turn.emit('product.created', product);
  return product;
}

function updateProduct(turn: Turn, product: Product, given: z.infer<typeof updateParams>): Product {
  const { images, metadata: pairs, ...plain } = given;
  if (plain.default_price) turn.require('price', plain.default_price, 'default_price');
  turn.change(product, {
    ...plain,
    ...(images === undefined ? {} : { images: images ?? [] }),
    metadata: withMetadata(product.metadata, pairs),
    updated: turn.now,
  });
  turn.emit('product.updated', product);
  return product;
}

function deleteProduct(turn: Turn, product: Product): Stripe.DeletedProduct {
  if (turn.where('price', 'product', product.id).length > 0)
    throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
  turn.remove(product);
  turn.emit('product.deleted', product);
  return { id: product.id, object: 'product', deleted: true };
}
