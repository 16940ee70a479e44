import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, type Html } from '../../mail/html';
import { ApiError } from '../api/errors';
import { itemsOf } from '../checkout/session';
import { paySession, redeemOnPage, takeForFree, type Attempt } from '../checkout/pay-session';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { shownAmount } from '../payments/currencies';
import { cardFields, cardHints, methodTyped } from './card-form';
import { sendNothing, sendPage } from './page';
import type { OnPage } from './pages';

type Session = Kept<'checkout.session'>;
interface Route {
  Params: { id: string };
  Body: string;
}

/** The hosted page of a checkout session: what is bought, a card, and back to the seller. */
export function useCheckoutPage(app: FastifyInstance, onPage: OnPage): void {
  const path = '/c/pay/:id';

  app.get<Route>(path, ({ params }, reply) =>
    onPage((turn) => show(turn, reply, turn.find('checkout.session', params.id))),
  );

  /** Back from the page of the bank. */
  app.get<Route>(`${path}/return`, ({ params }, reply) =>
    onPage((turn) => {
      const session = turn.find('checkout.session', params.id);
      const intent =
        turn.find('payment_intent', session?.payment_intent) ?? turn.find('setup_intent', session?.setup_intent);
      const error = intent && ('last_payment_error' in intent ? intent.last_payment_error : intent.last_setup_error);
      return session?.status === 'complete'
        ? reply.redirect(successOf(session))
        : show(turn, reply, session, error?.message);
    }),
  );

  app.post<Route>(path, ({ params, body }, reply) =>
    onPage((turn) => {
      const session = turn.find('checkout.session', params.id);
      if (session?.status !== 'open') return show(turn, reply, session);
      const { refusal, challengeUrl } = attempt(turn, session, new URLSearchParams(body));
      if (challengeUrl) return reply.redirect(challengeUrl, 303);
      return String(session.status) === 'complete'
        ? reply.redirect(successOf(session), 303)
        : show(turn, reply, session, refusal ?? undefined);
    }),
  );
}

const NOT_YET = { refusal: null, challengeUrl: null };

function attempt(turn: Turn, session: Session, form: URLSearchParams): Attempt {
  const email = session.customer_details?.email ?? (form.get('email') || null);
  const buyer = { email, name: form.get('name') || null };
  try {
    if (form.has('apply')) {
      redeemOnPage(turn, session, form.get('promotion_code') ?? '');
      return NOT_YET;
    }
    if (session.mode === 'payment' && session.amount_total === 0) {
      takeForFree(turn, session, buyer);
      return { refusal: null, challengeUrl: null };
    }
    const returnUrl = turn.engine.pageUrl(`/c/pay/${session.id}/return`);
    return paySession(turn, session, methodTyped(turn, form, email), buyer, returnUrl);
  } catch (error) {
    if (error instanceof ApiError) return { refusal: error.message, challengeUrl: null };
    throw error;
  }
}

function show(turn: Turn, reply: FastifyReply, session: Session | null, refusal?: string): FastifyReply {
  if (!session) return sendNothing(reply, 'checkout');
  if (session.status === 'complete') return reply.redirect(successOf(session));
  if (session.status === 'expired')
    return sendPage(reply, {
      title: 'Expired',
      status: 410,
      body: html`<h1>This page has expired.</h1>
        ${back(session)}`,
    });
  const { customer_details: known, mode, amount_total: total } = session;
  const email = known?.email
    ? html`<p>${known.email}</p>`
    : html`<label for="email">E-mail</label
        ><input id="email" name="email" type="email" autocomplete="email" required />`;
  return sendPage(reply, {
    title: 'Checkout',
    status: refusal === undefined ? 200 : 402,
    body: html`<h1>${mode === 'setup' ? 'Save a card' : 'Checkout'}</h1>
      ${mode === 'setup' ? '' : table(turn, session)}
      ${refusal === undefined ? '' : html`<p class="refusal" role="alert">${refusal}</p>`}
      <form method="post" action="/c/pay/${session.id}">
        ${email} ${total === 0 && mode === 'payment' ? '' : cardFields()}
        <button type="submit">${buttonOf(session)}</button>
        ${session.allow_promotion_codes ? codeField() : ''}
      </form>
      ${back(session)} ${cardHints()}`,
  });
}

function buttonOf({ mode, amount_total: total, currency }: Session): string {
  if (mode === 'subscription') return 'Subscribe';
  if (mode === 'setup') return 'Save card';
  return total === 0 ? 'Complete order' : `Pay ${shownAmount(total ?? 0, currency ?? '')}`;
}

function codeField(): Html {
  return html`<label for="promotion_code">Promotion code</label>
    <input id="promotion_code" name="promotion_code" />
    <button type="submit" name="apply" value="yes" class="quiet" formnovalidate>Apply code</button>`;
}

function table(turn: Turn, session: Session): Html {
  const amount = (value: number): string => shownAmount(value, session.currency ?? '');
  const rows = itemsOf(turn, session).map(
    (item) =>
      html`<tr>
        <td>${item.description ?? ''}${(item.quantity ?? 1) > 1 ? ` × ${item.quantity}` : ''}</td>
        <td class="amount">${amount(item.amount_subtotal)}</td>
      </tr>`,
  );
  const { amount_discount: discount = 0, amount_tax: tax = 0 } = session.total_details ?? {};
  const line = (label: string, value: number): Html =>
    value === 0
      ? html``
      : html`<tr>
          <td>${label}</td>
          <td class="amount">${amount(value)}</td>
        </tr>`;
  return html`<table>
    ${rows} ${line('Discount', -discount)} ${line('Tax', tax)}
    <tr class="total">
      <td>Total</td>
      <td class="amount">${amount(session.amount_total ?? 0)}</td>
    </tr>
  </table>`;
}

function back({ cancel_url: url }: Session): Html {
  return url ? html`<p><a href="${url}">Back</a></p>` : html``;
}

function successOf({ id, success_url: url }: Session): string {
  return (url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', id);
}
