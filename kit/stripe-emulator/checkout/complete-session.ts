import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { sessionTransitions } from './session.states';

type Session = Kept<'checkout.session'>;

/** The session is done: what it was for has happened. A second time changes nothing. */
export function completeSession(turn: Turn, session: Session, isPaid = true): void {
  const status = after(sessionTransitions, session.status ?? '', 'complete');
  if (!status) return;
  turn.change(session, {
    status,
    url: null,
    ...(session.payment_status === 'unpaid' && isPaid ? { payment_status: 'paid' } : {}),
  });
  turn.emit('checkout.session.completed', session);
}

/** The session on which a payment was made, if it was. */
export function completeSessionOf(turn: Turn, { id, status }: Kept<'payment_intent'>): void {
  const [session] = turn.where('checkout.session', 'payment_intent', id);
  if (session) completeSession(turn, session, status === 'succeeded');
}

/** The session on which a card was saved, if it was. */
export function completeSessionOfSetup(turn: Turn, { id }: Kept<'setup_intent'>): void {
  const [session] = turn.where('checkout.session', 'setup_intent', id);
  if (session) completeSession(turn, session);
}
