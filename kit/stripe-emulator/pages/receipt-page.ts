import type { FastifyInstance } from 'fastify';
import { html } from '../../mail/html';
import { shownAmount } from '../payments/currencies';
import { sendNothing, sendPage } from './page';
import type { OnPage } from './pages';

/** What `receipt_url` leads to. */
export function useReceiptPage(app: FastifyInstance, onPage: OnPage): void {
  app.get<{ Params: { id: string } }>('/receipts/:id', ({ params }, reply) =>
    onPage((turn) => {
      const intent = turn.find('payment_intent', params.id);
      const charge = turn.find('charge', intent?.latest_charge);
      if (!intent || !charge) return sendNothing(reply, 'receipt');
      return sendPage(reply, {
        title: 'Receipt',
        body: html`<h1>Receipt</h1>
          <p>${intent.description ?? 'Payment'}: ${shownAmount(charge.amount_captured, charge.currency)}</p>
          <p>Refunded: ${shownAmount(charge.amount_refunded, charge.currency)}</p>
          <p><code>${charge.id}</code></p>`,
      });
    }),
  );
}
