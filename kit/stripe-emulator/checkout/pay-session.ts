import { ApiError, invalidRequest } from '../api/errors';
import { redeem } from '../billing/discount';
import { addItem } from '../billing/pending-items';
import { intentOf } from '../billing/invoice-intent';
import { newLine } from '../billing/invoice-plan';
import { codeNamed } from '../billing/promotion-code';
import { subscribe } from '../billing/subscribe';
import { createCustomer } from '../customers/customer';
import { liveCustomer } from '../customers/live-customer';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { confirmIntent } from '../payments/confirm';
import { openIntent } from '../payments/open-intent';
import { setUp } from '../payments/set-up';
import { openSetup } from '../payments/setup-intent';
import { completeSession } from './complete-session';
import { detailsOf } from './open-session';
import { totalsOf, type SessionPlan } from './session-plan';

type Session = Kept<'checkout.session'>;
type PaymentMethod = Kept<'payment_method'>;
type Intent = Kept<'payment_intent'> | Kept<'setup_intent'>;

export interface Buyer {
  readonly email: string | null;
  readonly name: string | null;
}

/** What the page goes on with. */
export interface Attempt {
  /** Why the card was refused. */
  readonly refusal: string | null;
  /** Where the person has to authenticate. */
  readonly challengeUrl: string | null;
}

/** The person on the page of a session has typed a card. */
export function paySession(
  turn: Turn,
  session: Session,
  method: PaymentMethod,
  buyer: Buyer,
  returnUrl: string,
): Attempt {
  if (session.status !== 'open') return { refusal: null, challengeUrl: null };
  knowBuyer(turn, session, buyer);
  try {
    const { next_action } = ways[session.mode as keyof typeof ways](turn, session, method, returnUrl);
    return { refusal: null, challengeUrl: next_action?.redirect_to_url?.url ?? null };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { refusal: error.message, challengeUrl: null };
  }
}

/** Nothing has to be paid. */
export function takeForFree(turn: Turn, session: Session, buyer: Buyer): void {
  knowBuyer(turn, session, buyer);
  completeSession(turn, session);
}

/** A code that the person typed. @throws where there is none, or not for this */
export function redeemOnPage(turn: Turn, session: Session, typed: string): void {
  const code = codeNamed(turn, typed);
  if (!code) throw invalidRequest('This code is invalid.');
  const { id, customer, currency, amount_subtotal: amount } = session;
  const plan = turn.require('checkout_plan', id);
  const what = { customer, session: id, amount: amount ?? 0, currency: currency ?? '' };
  const discounts = redeem(turn, [{ promotion_code: code.id }], what).map((discount) => discount.id);
  turn.change(plan, { discounts });
  turn.change(session, totalsOf(turn, plan));
}

const ways = { payment: pay, setup: save, subscription: begin } satisfies Record<
  string,
  (turn: Turn, session: Session, method: PaymentMethod, returnUrl: string) => Intent
>;

function pay(turn: Turn, session: Session, method: PaymentMethod, returnUrl: string): Intent {
  const { payment } = turn.require('checkout_plan', session.id);
  const intent =
    turn.find('payment_intent', session.payment_intent) ??
    openIntent(turn, {
      ...payment,
      amount: session.amount_total ?? 0,
      currency: session.currency ?? '',
      ...(session.customer ? { customer: session.customer } : {}),
    });
  turn.change(session, { payment_intent: intent.id });
  return confirmIntent(turn, intent, { payment_method: method.id, return_url: returnUrl });
}

function save(turn: Turn, session: Session, method: PaymentMethod, returnUrl: string): Intent {
  const { setup: given } = turn.require('checkout_plan', session.id);
  const setup =
    turn.find('setup_intent', session.setup_intent) ??
    openSetup(turn, { ...given, ...(session.customer ? { customer: session.customer } : {}) });
  turn.change(session, { setup_intent: setup.id });
  return saveWith(turn, setup, method, returnUrl);
}

/** The subscription waits for this payment, or during a trial for this card. */
function begin(turn: Turn, session: Session, method: PaymentMethod, returnUrl: string): Intent {
  const plan = turn.require('checkout_plan', session.id);
  const subscription = turn.find('subscription', session.subscription) ?? makeSubscription(turn, session, plan);
  const invoice = turn.require('invoice', subscription.latest_invoice ?? '');
  const intent = intentOf(turn, invoice);
  if (intent) return confirmIntent(turn, intent, { payment_method: method.id, return_url: returnUrl });
  const setup =
    turn.find('setup_intent', subscription.pending_setup_intent) ??
    openSetup(turn, { customer: subscription.customer });
  turn.change(subscription, { pending_setup_intent: setup.id });
  return saveWith(turn, setup, method, returnUrl);
}

function makeSubscription(
  turn: Turn,
  session: Session,
  { items, discounts, subscription: given }: SessionPlan,
): Kept<'subscription'> {
  const customer = liveCustomer(turn, session.customer ?? '');
  for (const { price, quantity, amount, description, product, rates } of items.filter((item) => !item.price.recurring))
    addItem(turn, {
      customer,
      invoice: null,
      currency: price.currency,
      metadata: {},
      line: newLine({
        amount,
        quantity,
        description,
        product,
        rates,
        price: price.id,
        unitAmount: price.unit_amount ?? 0,
        period: { start: turn.now, end: turn.now },
      }),
    });
  const subscription = subscribe(turn, {
    ...given,
    customer: customer.id,
    items: items
      .filter((item) => item.price.recurring)
      .map(({ price, quantity, rates }) => ({ price: price.id, quantity, tax_rates: rates.map(({ id }) => id) })),
    discounts: discounts.map((discount) => ({ discount })),
    payment_behavior: 'default_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
  });
  turn.change(session, { subscription: subscription.id });
  return subscription;
}

function saveWith(turn: Turn, setup: Kept<'setup_intent'>, method: PaymentMethod, returnUrl: string): Intent {
  turn.change(setup, { payment_method: method.id });
  return setUp(turn, setup, returnUrl);
}

/** Who buys; as a customer, where the session or what it makes needs one. */
function knowBuyer(turn: Turn, session: Session, { email, name }: Buyer): void {
  const known = session.customer_details;
  turn.change(session, { customer_details: detailsOf(known?.email ?? email, name ?? known?.name ?? null) });
  if (session.customer) return;
  const { payment } = turn.require('checkout_plan', session.id);
  if (session.customer_creation !== 'always' && !payment.setup_future_usage) return;
  const customer = createCustomer(turn, { email: session.customer_details?.email ?? null, name });
  turn.change(session, { customer: customer.id });
}
