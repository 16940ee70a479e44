import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, type Html } from '../../mail/html';
import { ApiError } from '../api/errors';
import { changeSubscription } from '../billing/change-subscription';
import { endSubscription } from '../billing/end-subscription';
import { periodOf } from '../billing/subscription-items';
import { attach } from '../customers/attach';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { shownAmount } from '../payments/currencies';
import { cardFields, cardHints, methodTyped } from './card-form';
import { sendNothing, sendPage } from './page';
import type { OnPage } from './pages';

type Session = Kept<'billing_portal.session'>;
type Subscription = Kept<'subscription'>;
interface Route {
  Params: { id: string };
  Body: string;
}

/** Seconds for which the URL of a portal is good. */
const LASTS = 3_600;

/** The billing portal: a customer's subscriptions, card and invoices. */
export function usePortalPage(app: FastifyInstance, onPage: OnPage): void {
  const path = '/p/session/:id';
  app.get<Route>(path, ({ params }, reply) => onPage((turn) => show(turn, reply, find(turn, params.id))));
  app.post<Route>(path, ({ params, body }, reply) =>
    onPage((turn) => {
      const session = find(turn, params.id);
      if (!session) return show(turn, reply, null);
      try {
        act(turn, session, new URLSearchParams(body));
        return reply.redirect(`/p/session/${session.id}`, 303);
      } catch (error) {
        if (error instanceof ApiError) return show(turn, reply, session, error.message);
        throw error;
      }
    }),
  );
}

function find(turn: Turn, id: string): Session | null {
  const session = turn.find('billing_portal.session', id);
  return session && session.created + LASTS > turn.now ? session : null;
}

function featuresOf(turn: Turn, { configuration }: Session) {
  return turn.require('billing_portal.configuration', configuration).features;
}

/** What a button of the page does, for this customer's own things. */
function act(turn: Turn, session: Session, form: URLSearchParams): void {
  const features = featuresOf(turn, session);
  const subscription = turn.find('subscription', form.get('subscription'));
  const isOwn = subscription?.customer === session.customer;
  const action = form.get('action');
  if (action === 'cancel' && isOwn && features.subscription_cancel.enabled) {
    if (features.subscription_cancel.mode === 'immediately')
      endSubscription(turn, subscription, 'cancellation_requested');
    else changeSubscription(turn, subscription, { cancel_at_period_end: true });
  }
  if (action === 'keep' && isOwn) changeSubscription(turn, subscription, { cancel_at_period_end: false });
  if (action === 'card' && features.payment_method_update.enabled) {
    const customer = turn.require('customer', session.customer);
    const { id } = attach(turn, methodTyped(turn, form, customer.email).id, customer);
    turn.change(customer, { invoice_settings: { ...customer.invoice_settings, default_payment_method: id } });
    turn.emit('customer.updated', customer);
  }
}

function show(turn: Turn, reply: FastifyReply, session: Session | null, refusal?: string): FastifyReply {
  if (!session) return sendNothing(reply, 'portal');
  const features = featuresOf(turn, session);
  const subscriptions = turn.where('subscription', 'customer', session.customer);
  const invoices = turn.where('invoice', 'customer', session.customer).filter(({ status }) => status !== 'draft');
  return sendPage(reply, {
    title: 'Billing',
    status: refusal === undefined ? 200 : 402,
    body: html`<h1>Subscriptions</h1>
      ${refusal === undefined ? '' : html`<p class="refusal" role="alert">${refusal}</p>`}
      ${subscriptions.map((subscription) => shownSubscription(turn, session, subscription, features.subscription_cancel.enabled))}
      ${features.invoice_history.enabled ? shownInvoices(invoices) : ''}
      ${features.payment_method_update.enabled ? cardForm(session) : ''}
      ${session.return_url ? html`<p><a href="${session.return_url}">Back</a></p>` : ''} ${cardHints()}`,
  });
}

function shownSubscription(turn: Turn, session: Session, subscription: Subscription, canEnd: boolean): Html {
  const names = subscription.items.data.map(({ price }) => turn.find('product', idOf(price.product))?.name ?? '');
  const { end } = periodOf(subscription);
  const ending = subscription.cancel_at_period_end;
  const isOver = subscription.ended_at !== null;
  const button = (action: string, label: string): Html =>
    html`<form method="post" action="/p/session/${session.id}">
      <input type="hidden" name="subscription" value="${subscription.id}" />
      <button type="submit" name="action" value="${action}" class="quiet">${label}</button>
    </form>`;
  return html`<p>
      ${names.join(', ')}: ${isOver ? 'over' : ending ? 'ends' : 'renews'} ${isOver ? '' : dayOf(end)}
      (${subscription.status})
    </p>
    ${isOver ? '' : ending ? button('keep', 'Keep subscription') : canEnd ? button('cancel', 'Cancel subscription') : ''}`;
}

function shownInvoices(invoices: readonly Kept<'invoice'>[]): Html {
  const rows = invoices.map(
    ({ id, number, status, total, currency }) =>
      html`<tr>
        <td><a href="/i/${id}">${number ?? ''}</a></td>
        <td>${status ?? ''}</td>
        <td class="amount">${shownAmount(total, currency)}</td>
      </tr>`,
  );
  return html`<h1>Invoices</h1>
    <table>
      ${rows}
    </table>`;
}

function cardForm({ id }: Session): Html {
  return html`<h1>Card</h1>
    <form method="post" action="/p/session/${id}">
      ${cardFields()}
      <button type="submit" name="action" value="card">Save card</button>
    </form>`;
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
