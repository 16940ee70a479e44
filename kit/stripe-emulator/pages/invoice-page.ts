import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '../../mail/html';
import { ApiError } from '../api/errors';
import { collect } from '../billing/collect';
import { intentOf } from '../billing/invoice-intent';
import { atTimeOf } from '../billing/time-of';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { shownAmount } from '../payments/currencies';
import { cardFields, cardHints, methodTyped } from './card-form';
import { sendNothing, sendPage } from './page';
import type { OnPage } from './pages';

type Invoice = Kept<'invoice'>;
interface Route {
  Params: { id: string };
  Body: string;
}

/** The hosted page of an invoice: what is owed, and a card to pay it. */
export function useInvoicePage(app: FastifyInstance, onPage: OnPage): void {
  const path = '/i/:id';
  app.get<Route>(path, ({ params }, reply) => onPage((turn) => show(reply, find(turn, params.id))));
  app.post<Route>(path, ({ params, body }, reply) =>
    onPage((turn) => {
      const invoice = find(turn, params.id);
      if (invoice?.status !== 'open') return show(reply, invoice);
      try {
        const customer = turn.require('customer', invoice.customer ?? '');
        const method = methodTyped(turn, new URLSearchParams(body), customer.email);
        collect(atTimeOf(turn, customer), invoice, { payment_method: method.id, isPresent: true });
        const page = intentOf(turn, invoice)?.next_action?.use_stripe_sdk as { stripe_js?: string } | undefined;
        return reply.redirect(page?.stripe_js ?? `/i/${invoice.id}`, 303);
      } catch (error) {
        if (error instanceof ApiError) return show(reply, invoice, error.message);
        throw error;
      }
    }),
  );
}

function find(turn: Turn, id: string): Invoice | null {
  const invoice = turn.find('invoice', id);
  return invoice?.status === 'draft' ? null : invoice;
}

function show(reply: FastifyReply, invoice: Invoice | null, refusal?: string): FastifyReply {
  if (!invoice) return sendNothing(reply, 'invoice');
  const amount = (value: number): string => shownAmount(value, invoice.currency);
  const rows = invoice.lines.data.map(
    (line) =>
      html`<tr>
        <td>${line.description ?? ''}</td>
        <td class="amount">${amount(line.amount)}</td>
      </tr>`,
  );
  const form = html`<form method="post" action="/i/${invoice.id}">
      ${cardFields()}
      <button type="submit">Pay ${amount(invoice.amount_remaining)}</button>
    </form>
    ${cardHints()}`;
  return sendPage(reply, {
    title: `Invoice ${invoice.number ?? ''}`,
    status: refusal === undefined ? 200 : 402,
    body: html`<h1>Invoice ${invoice.number ?? ''}</h1>
      <p>${invoice.customer_email ?? ''}</p>
      <table>
        ${rows}
        <tr class="total">
          <td>Total</td>
          <td class="amount">${amount(invoice.total)}</td>
        </tr>
      </table>
      ${refusal === undefined ? '' : html`<p class="refusal" role="alert">${refusal}</p>`}
      ${invoice.status === 'open' ? form : html`<p>This invoice is ${invoice.status ?? ''}.</p>`}`,
  });
}
