import type Stripe from 'stripe';
import { z } from 'zod';
import {
  accepts,
  address,
  emptyable,
  hash,
  metadata,
  nothing,
  text,
  wholeAddress,
  withMetadata,
  word,
} from '../api/parameters';
import { pageOf } from '../api/list';
import { create, list, remove, resource, retrieve, search, update } from '../api/resource';
import { newId, randomText } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { attach, attachedMethod, detach } from './attach';
import { liveCustomer } from './live-customer';
import { innerMethods } from './payment-method';

type Customer = Kept<'customer'>;

const common = {
  address: emptyable(address).optional(),
  description: emptyable(text).optional(),
  email: emptyable(text).optional(),
  invoice_settings: hash({ default_payment_method: emptyable(word).optional() }).optional(),
  metadata: metadata.optional(),
  name: emptyable(text).optional(),
  phone: emptyable(text).optional(),
  preferred_locales: text.array().optional(),
  shipping: emptyable(hash({ address, name: text, phone: text.optional() })).optional(),
  tax_exempt: emptyable(z.enum(['none', 'exempt', 'reverse'])).optional(),
};
const createParams = accepts<Stripe.CustomerCreateParams>()({
  ...common,
  payment_method: word.optional(),
  test_clock: word.optional(),
});
const updateParams = accepts<Stripe.CustomerUpdateParams>()(common);

export const customers = resource('customer', {
  path: '/customers',
  expandable: {
    'invoice_settings.default_payment_method': 'payment_method',
    subscriptions: { of: 'subscription', make: subscriptionsOf },
    test_clock: 'test_helpers.test_clock',
  },
  operations: [
    create(createParams, createCustomer),
    search(['created', 'email', 'metadata', 'name', 'phone']),
    list({ email: text }),
    retrieve(),
    update(updateParams, updateCustomer),
    remove(nothing, deleteCustomer),
    ...innerMethods,
  ],
});

export function createCustomer(
  turn: Turn,
  { payment_method, test_clock, ...given }: z.infer<typeof createParams>,
): Customer {
  const clock = test_clock ? turn.require('test_helpers.test_clock', test_clock, 'test_clock') : null;
  const customer = turn.insert<'customer'>({
    id: newId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: clock?.frozen_time ?? turn.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: clock?.id ?? null,
  });
  if (payment_method) attach(turn, payment_method, customer);
  turn.change(customer, changesOf(turn, customer, given));
  turn.emit('customer.created', customer);
  return customer;
}

function updateCustomer(turn: Turn, { id }: Customer, given: z.infer<typeof updateParams>): Customer {
  const customer = liveCustomer(turn, id, 'id');
  turn.change(customer, changesOf(turn, customer, given));
  turn.emit('customer.updated', customer);
  return customer;
}

/** What refers to the customer stays; the customer itself is a stub from then on. */
function deleteCustomer(turn: Turn, { id }: Customer): object {
  const customer = liveCustomer(turn, id, 'id');
  for (const method of turn.where('payment_method', 'customer', id)) detach(turn, method);
  turn.emit('customer.deleted', customer);
  const stub: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true };
  turn.insert<'customer'>(stub as unknown as Customer);
  return stub;
}

function subscriptionsOf(turn: Turn, { id }: Customer): object {
  const running = turn.where('subscription', 'customer', id).filter(({ ended_at }) => ended_at === null);
  return pageOf(running.reverse(), `/customers/${id}/subscriptions`);
}

function changesOf(turn: Turn, customer: Customer, given: z.infer<typeof updateParams>): Partial<Customer> {
  const { address: place, shipping, metadata: pairs, invoice_settings: settings, tax_exempt, ...plain } = given;
  const method = settings?.default_payment_method;
  if (method) attachedMethod(turn, method, customer, 'invoice_settings[default_payment_method]');
  return {
    ...plain,
    ...(place === undefined ? {} : { address: place && wholeAddress(place) }),
    ...(shipping === undefined
      ? {}
      : { shipping: shipping && { ...shipping, address: wholeAddress(shipping.address) } }),
    ...(tax_exempt === undefined ? {} : { tax_exempt: tax_exempt ?? 'none' }),
    ...(method === undefined
      ? {}
      : { invoice_settings: { ...customer.invoice_settings, default_payment_method: method } }),
    metadata: withMetadata(customer.metadata, pairs),
  };
}
