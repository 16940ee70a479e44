import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { sessionTransitions } from './session.states';

type Session = Kept<'checkout.session'>;

/** The session is done: what it was for has happened. A second time changes nothing. */
export function completeSession(turn: Turn, session: Session, isPaid = true): void {
  const status = after(sessionTransitions, session.status ?? '', 'complete');
  if (!status) return;
  const isOwed = session.payment_status === 'unpaid';
  const { latest_invoice = null } = turn.find('subscription', session.subscription) ?? {};
  turn.change(session, {
    status,
    url: null,
    ...(isOwed && isPaid ? { payment_status: 'paid' } : {}),
    ...(latest_invoice ? { invoice: latest_invoice } : {}),
  });
  turn.emit('checkout.session.completed', session);
}

/** The session on which a payment was made, if it was. */
export function completeSessionOf(turn: Turn, { id, status }: Kept<'payment_intent'>): void {
  const invoice = turn.find('invoice', turn.find('invoice_intent', id)?.invoice);
  const subscription = invoice && turn.find('invoice_plan', invoice.id)?.subscription;
  const [session] = subscription
    ? turn.where('checkout.session', 'subscription', subscription)
    : turn.where('checkout.session', 'payment_intent', id);
  if (session) completeSession(turn, session, status === 'succeeded');
}

/** The session on which a card was saved, if it was: for itself, or for after a trial. */
export function completeSessionOfSetup(turn: Turn, { id }: Kept<'setup_intent'>): void {
  const sessions = [
    ...turn.where('checkout.session', 'setup_intent', id),
    ...turn
      .where('subscription', 'pending_setup_intent', id)
      .flatMap((subscription) => turn.where('checkout.session', 'subscription', subscription.id)),
  ];
  for (const session of sessions) completeSession(turn, session);
}
