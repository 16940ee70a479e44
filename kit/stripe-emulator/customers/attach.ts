import { invalidRequest } from '../api/errors';
import { behaviourOf, cardError, cardNamed, shownCard } from '../cards/card';
import type { TestCard } from '../cards/test-cards';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type PaymentMethod = Kept<'payment_method'>;
type Customer = Kept<'customer'>;

/** Expiry of the cards that `pm_card_…` names: never within a test. */
const EXP_MONTH = 12;
const EXP_YEAR = 2044;

interface NewMethod {
  readonly billing?: Partial<PaymentMethod['billing_details']>;
  readonly metadata?: Record<string, string>;
  readonly allow_redisplay?: PaymentMethod['allow_redisplay'];
}

/** Makes a payment method of a card. */
export function makeMethod(
  turn: Turn,
  card: TestCard,
  [month, year]: readonly [number, number] = [EXP_MONTH, EXP_YEAR],
  more: NewMethod = {},
): PaymentMethod {
  const nowhere = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return turn.insert<'payment_method'>({
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: more.allow_redisplay ?? 'unspecified',
    billing_details: { address: nowhere, email: null, name: null, phone: null, tax_id: null, ...more.billing },
    card: shownCard(card, month, year),
    created: turn.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: more.metadata ?? {},
    type: 'card',
  });
}

/** The payment method of an id; `pm_card_visa` and its like make a new one. @throws resource_missing */
export function methodOf(turn: Turn, id: string, param = 'payment_method'): PaymentMethod {
  const named = cardNamed(id);
  return named ? makeMethod(turn, named) : turn.require('payment_method', id, param);
}

/** Saves a method for a customer. @throws card_error where the bank refuses */
export function attach(turn: Turn, id: string, customer: Customer): PaymentMethod {
  const method = methodOf(turn, id);
  if (method.customer === customer.id) return method;
  if (method.customer !== null)
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      param: 'payment_method',
    });
  requireUnspent(turn, method);
  const { decline, attaches, authentication } = behaviourOf(method);
  if (decline && !attaches && !authentication) throw cardError(decline);
  turn.change(method, { customer: customer.id });
  turn.emit('payment_method.attached', method);
  return method;
}

/** Takes a method away from its customer; it cannot be used again. */
export function detach(turn: Turn, method: PaymentMethod): PaymentMethod {
  const { customer, id } = method;
  if (customer === null)
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.');
  turn.change(method, { customer: null });
  remember(turn, method, { isSpent: true });
  const owner = turn.find('customer', customer);
  if (owner?.invoice_settings?.default_payment_method === id)
    turn.change(owner, { invoice_settings: { ...owner.invoice_settings, default_payment_method: null } });
  turn.emit('payment_method.detached', method, { customer });
  return method;
}

/** A method that this customer has saved. @throws resource_missing */
export function attachedMethod(turn: Turn, id: string, customer: Customer, param: string): PaymentMethod {
  const method = turn.find('payment_method', id);
  if (method?.customer === customer.id) return method;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    {
      code: 'resource_missing',
      param,
    },
  );
}

/** @throws where it was used without a customer, or detached from one */
export function requireUnspent(turn: Turn, { id }: PaymentMethod): void {
  if (turn.find('method_history', id)?.isSpent)
    throw invalidRequest(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
      { param: 'payment_method' },
    );
}

/** Keeps in mind what became of a method. */
export function remember(
  turn: Turn,
  { id }: PaymentMethod,
  what: Partial<Pick<Kept<'method_history'>, 'isSpent' | 'isSetUp'>>,
): void {
  const known = turn.find('method_history', id);
  turn.insert<'method_history'>({ id, object: 'method_history', isSpent: false, isSetUp: false, ...known, ...what });
}
