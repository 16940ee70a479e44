import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../api/errors';
import { pageOf, pageParameters, type ListAnswer } from '../api/list';
import {
  accepts,
  address,
  emptyable,
  hash,
  integer,
  metadata,
  nothing,
  text,
  wholeAddress,
  withMetadata,
  word,
} from '../api/parameters';
import { act, create, inner, list, operation, resource, retrieve, update } from '../api/resource';
import { cardNamed, readCard } from '../cards/card';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { attach, detach, makeMethod, methodOf } from './attach';
import { liveCustomer } from './live-customer';

type PaymentMethod = Kept<'payment_method'>;

const billingDetails = hash({
  address: emptyable(address).optional(),
  email: emptyable(text).optional(),
  name: emptyable(text).optional(),
  phone: emptyable(text).optional(),
});
const redisplay = z.enum(['always', 'limited', 'unspecified']);
const cardParams = z.union([
  hash({ token: word }),
  hash({ number: text, exp_month: integer, exp_year: integer, cvc: text.optional() }),
]);
export const methodData = hash({
  type: z.literal('card'),
  card: cardParams,
  billing_details: billingDetails.optional(),
  metadata: metadata.optional(),
  allow_redisplay: redisplay.optional(),
});
const createParams = accepts<Stripe.PaymentMethodCreateParams>()(methodData.shape);
const updateParams = accepts<Stripe.PaymentMethodUpdateParams>()({
  allow_redisplay: redisplay.optional(),
  billing_details: billingDetails.optional(),
  card: hash({ exp_month: integer.optional(), exp_year: integer.optional() }).optional(),
  metadata: metadata.optional(),
});

export const paymentMethods = resource('payment_method', {
  path: '/payment_methods',
  find: (turn, id) => methodOf(turn, id, 'id'),
  expandable: { customer: 'customer' },
  operations: [
    create(createParams, createMethod, { forBrowsers: true }),
    list({ customer: word, type: text, allow_redisplay: redisplay }),
    retrieve(),
    update(updateParams, updateMethod),
    act('attach', accepts<Stripe.PaymentMethodAttachParams>()({ customer: word }), (turn, { id }, { customer }) =>
      attach(turn, id, liveCustomer(turn, customer)),
    ),
    act('detach', nothing, detach),
  ],
});

const innerListParams = pageParameters.extend({ type: text.optional(), allow_redisplay: redisplay.optional() });

/** A customer's methods, below the customer. */
export const innerMethods = [
  inner<'customer', typeof innerListParams>('payment_methods', innerListParams, listOfCustomer, {
    answers: 'payment_method',
  }),
  operation<'customer', typeof nothing>('GET', '/customers/:id/payment_methods/:method', nothing, oneOfCustomer, {
    answers: 'payment_method',
  }),
];

/** Makes a method of what a browser says; a server never has the number. @throws card_error */
export function createMethod(turn: Turn, given: z.infer<typeof methodData>): PaymentMethod {
  const { card, billing_details, allow_redisplay, metadata: pairs } = given;
  const more = {
    billing: billingOf(billing_details),
    metadata: withMetadata({}, pairs),
    ...(allow_redisplay ? { allow_redisplay } : {}),
  };
  if ('token' in card) return makeMethod(turn, tokenCard(card.token), undefined, more);
  const read = readCard({ number: card.number, expMonth: card.exp_month, expYear: card.exp_year }, turn.now);
  return makeMethod(turn, read.card, [read.expMonth, read.expYear], more);
}

function updateMethod(turn: Turn, method: PaymentMethod, given: z.infer<typeof updateParams>): PaymentMethod {
  const { allow_redisplay, billing_details, card, metadata: pairs } = given;
  if (method.customer === null)
    throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.');
  turn.change(method, {
    ...(allow_redisplay ? { allow_redisplay } : {}),
    ...(card && method.card ? { card: { ...method.card, ...card } } : {}),
    billing_details: { ...method.billing_details, ...billingOf(billing_details) },
    metadata: withMetadata(method.metadata ?? {}, pairs),
  });
  turn.emit('payment_method.updated', method);
  return method;
}

function listOfCustomer(
  turn: Turn,
  { id }: Kept<'customer'>,
  params: z.infer<typeof innerListParams>,
): ListAnswer<PaymentMethod> {
  const { type, allow_redisplay, ...page } = params;
  liveCustomer(turn, id, 'id');
  const methods = turn
    .where('payment_method', 'customer', id)
    .filter((method) => method.type === (type ?? method.type))
    .filter((method) => method.allow_redisplay === (allow_redisplay ?? method.allow_redisplay));
  return pageOf(methods.reverse(), `/customers/${id}/payment_methods`, page);
}

function oneOfCustomer(
  turn: Turn,
  _params: object,
  { id = '', method = '' }: Readonly<Record<string, string>>,
): PaymentMethod {
  const found = turn.require('payment_method', method);
  if (found.customer !== liveCustomer(turn, id, 'id').id) throw resourceMissing('payment_method', method);
  return found;
}

function tokenCard(token: string) {
  const card = cardNamed(token);
  if (!card) throw resourceMissing('token', token, 'card[token]');
  return card;
}

function billingOf(given: z.infer<typeof billingDetails> | undefined): Partial<PaymentMethod['billing_details']> {
  const { address: place, ...plain } = given ?? {};
  return { ...plain, ...(place === undefined ? {} : { address: place && wholeAddress(place) }) };
}
