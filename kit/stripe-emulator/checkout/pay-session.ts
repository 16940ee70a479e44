import { ApiError } from '../api/errors';
import { createCustomer } from '../customers/customer';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { confirmIntent } from '../payments/confirm';
import { openIntent } from '../payments/open-intent';
import { setUp } from '../payments/set-up';
import { openSetup } from '../payments/setup-intent';
import { completeSession } from './complete-session';
import { detailsOf } from './open-session';

type Session = Kept<'checkout.session'>;
type PaymentMethod = Kept<'payment_method'>;

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
    const { next_action } =
      session.mode === 'setup' ? save(turn, session, method, returnUrl) : pay(turn, session, method, returnUrl);
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

function pay(turn: Turn, session: Session, method: PaymentMethod, returnUrl: string) {
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

function save(turn: Turn, session: Session, method: PaymentMethod, returnUrl: string) {
  const { setup: given } = turn.require('checkout_plan', session.id);
  const setup =
    turn.find('setup_intent', session.setup_intent) ??
    openSetup(turn, { ...given, ...(session.customer ? { customer: session.customer } : {}) });
  turn.change(session, { setup_intent: setup.id });
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
