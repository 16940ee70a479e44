import { invalidRequest } from '../api/errors';
import { pageOf, pageParameters } from '../api/list';
import { nothing, withMetadata, word } from '../api/parameters';
import { act, create, inner, list, resource, retrieve, update } from '../api/resource';
import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { openSession } from './open-session';
import { countItems } from './session-plan';
import { createParams, updateParams } from './session.parameters';
import { sessionTransitions } from './session.states';

type Session = Kept<'checkout.session'>;

export const checkoutSessions = resource('checkout.session', {
  path: '/checkout/sessions',
  expandable: {
    customer: 'customer',
    line_items: { of: 'item', make: (turn, session: Session) => pageOf(itemsOf(turn, session), itemsPath(session)) },
    payment_intent: 'payment_intent',
    setup_intent: 'setup_intent',
    subscription: 'subscription',
    invoice: 'invoice',
    'discounts.coupon': 'coupon',
    'discounts.promotion_code': 'promotion_code',
  },
  operations: [
    create(createParams, openSession),
    list({ customer: word, payment_intent: word, status: word, subscription: word }),
    retrieve(),
    update(updateParams, (turn, session, { metadata }) =>
      turn.change(session, { metadata: withMetadata(session.metadata ?? {}, metadata) }),
    ),
    act('expire', nothing, expireSession),
    inner(
      'line_items',
      pageParameters,
      (turn, session, page) => pageOf(itemsOf(turn, session), itemsPath(session), page),
      {
        answers: 'item',
      },
    ),
  ],
});

/** Nobody can pay on it any more. @throws where it is over already */
function expireSession(turn: Turn, session: Session): Session {
  const status = after(sessionTransitions, session.status ?? '', 'expire');
  if (!status)
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status ?? ''}\`.`,
    );
  turn.change(session, { status, url: null });
  turn.emit('checkout.session.expired', session);
  return session;
}

/** Its time is over. */
export function expireSessionInTime(turn: Turn, id: string): void {
  const session = turn.find('checkout.session', id);
  if (session?.status === 'open') expireSession(turn, session);
}

/** What is sold on it. */
export function itemsOf(turn: Turn, { id }: Session): ReturnType<typeof countItems> {
  return countItems(turn, turn.require('checkout_plan', id));
}

function itemsPath({ id }: Session): string {
  return `/checkout/sessions/${id}/line_items`;
}
