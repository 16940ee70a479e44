import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '../../mail/html';
import { onboard } from '../connect/onboard';
import type { Kept } from '../engine/objects';
import { PLATFORM } from '../engine/platform';
import type { Turn } from '../engine/turn';
import { shownAmount } from '../payments/currencies';
import { balanceOf } from '../payments/balance';
import { sendNothing, sendPage } from './page';
import type { OnPage } from './pages';

type Link = Kept<'onboarding_link'>;
interface Route {
  Params: { account: string; id: string };
  Body: string;
}

/** Where the owner of a connected account says who they are, and later looks at what they have. */
export function useOnboardingPage(app: FastifyInstance, onPage: OnPage): void {
  const path = '/setup/e/:account/:id';

  app.get<Route>(path, ({ params }, reply) =>
    onPage((turn) => {
      const link = find(turn, params);
      if (!link) return sendNothing(reply, 'link');
      // A link opens once; a second time the seller is asked for a new one.
      if (link.isUsed || link.expires_at <= turn.now) return reply.redirect(link.refresh_url);
      turn.change(link, { isUsed: true });
      return show(reply, link);
    }),
  );

  app.post<Route>(path, ({ params, body }, reply) =>
    onPage((turn) => {
      const link = find(turn, params);
      if (!link) return sendNothing(reply, 'link');
      const form = new URLSearchParams(body);
      const [name, iban] = [form.get('name') ?? '', (form.get('iban') ?? '').replaceAll(/\s/g, '')];
      if (form.get('action') === 'later') return reply.redirect(link.return_url, 303);
      if (name === '' || iban.length < 8) return show(reply, link, 'Your name and a bank account are needed.');
      onboard(turn, turn.require('account', link.account), { name, iban });
      return reply.redirect(link.return_url, 303);
    }),
  );

  app.get<{ Params: { id: string } }>('/express/:id', ({ params }, reply) =>
    onPage((turn) => {
      const account = turn.in(PLATFORM).find('account', params.id);
      if (!account) return sendNothing(reply, 'account');
      const { available, pending } = balanceOf(turn.in(account.id));
      const rows = available.map(
        ({ amount, currency }, index) =>
          html`<tr>
            <td>${shownAmount(amount, currency)}</td>
            <td>${shownAmount(pending[index]?.amount ?? 0, currency)}</td>
          </tr>`,
      );
      return sendPage(reply, {
        title: 'Earnings',
        body: html`<h1>Earnings</h1>
          <table>
            <tr>
              <th scope="col">Available</th>
              <th scope="col">Pending</th>
            </tr>
            ${rows}
          </table>`,
      });
    }),
  );
}

function find(turn: Turn, { id, account }: Route['Params']): Link | null {
  const link = turn.find('onboarding_link', id);
  return link?.account === account ? link : null;
}

function show(reply: FastifyReply, { account, id }: Link, refusal?: string): FastifyReply {
  return sendPage(reply, {
    title: 'Get paid',
    status: refusal === undefined ? 200 : 402,
    body: html`<h1>Get paid</h1>
      ${refusal === undefined ? '' : html`<p class="refusal" role="alert">${refusal}</p>`}
      <form method="post" action="/setup/e/${account}/${id}">
        <label for="name">Your name</label>
        <input id="name" name="name" autocomplete="name" />
        <label for="iban">Bank account (IBAN)</label>
        <input id="iban" name="iban" placeholder="AT61 1904 3002 3457 3201" />
        <button type="submit" name="action" value="submit">Agree and submit</button>
        <button type="submit" name="action" value="later" class="quiet">Later</button>
      </form>`,
  });
}
