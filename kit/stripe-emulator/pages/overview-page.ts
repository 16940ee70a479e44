import type { FastifyInstance } from 'fastify';
import { html, type Html } from '../../mail/html';
import type { Turn } from '../engine/turn';
import { shownAmount } from '../payments/currencies';
import { sendPage } from './page';
import type { OnPage } from './pages';

const SHOWN = 20;

/** `/`: the latest payments and events, for a look while developing. */
export function useOverviewPage(app: FastifyInstance, onPage: OnPage): void {
  app.get('/', (_request, reply) =>
    onPage((turn) =>
      sendPage(reply, {
        title: 'Stripe emulator',
        body: html`<h1>Payments</h1>
          ${payments(turn)}
          <h1>Events</h1>
          ${events(turn)}`,
      }),
    ),
  );
}

function payments(turn: Turn): Html {
  const rows = turn
    .all('payment_intent')
    .last(SHOWN)
    .map(
      ({ id, status, amount, currency }) =>
        html`<tr>
          <td><code>${id}</code></td>
          <td>${status}</td>
          <td class="amount">${shownAmount(amount, currency)}</td>
        </tr>`,
    );
  return html`<table>
    ${rows}
  </table>`;
}

function events(turn: Turn): Html {
  const rows = turn
    .all('event')
    .last(SHOWN)
    .map(
      ({ id, type, pending_webhooks: pending }) =>
        html`<tr>
          <td><code>${id}</code></td>
          <td>${type}</td>
          <td>${pending === 0 ? 'told' : 'not told yet'}</td>
        </tr>`,
    );
  return html`<table>
    ${rows}
  </table>`;
}
