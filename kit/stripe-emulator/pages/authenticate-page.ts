import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '../../mail/html';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { finishAuthentication } from '../payments/confirm';
import { ApiError } from '../api/errors';
import { shownAmount } from '../payments/currencies';
import { finishSetup } from '../payments/set-up';
import { sendNothing, sendPage, withParameters } from './page';
import type { OnPage } from './pages';

type Intent = Kept<'payment_intent'> | Kept<'setup_intent'>;
interface Route {
  Params: { id: string };
  Querystring: { client_secret?: string };
  Body: string;
}

/** What a page in a frame says when it is done, as Stripe's own does. */
const DONE = `window.top.postMessage('3DS-authentication-complete', '*')`;

/** The page of the bank: 3-D Secure as a person sees it. */
export function useAuthenticatePage(app: FastifyInstance, onPage: OnPage): void {
  const path = '/authenticate/:id';

  app.get<Route>(path, ({ params, query }, reply) =>
    onPage((turn) => show(reply, find(turn, params.id, query.client_secret))),
  );

  app.post<Route>(path, ({ params, query, body }, reply) =>
    onPage((turn) => {
      const intent = find(turn, params.id, query.client_secret);
      if (intent?.status !== 'requires_action') return show(reply, intent);
      const returnUrl = intent.next_action?.redirect_to_url?.return_url;
      finish(turn, intent, new URLSearchParams(body).get('outcome') === 'complete');
      return leave(reply, intent, returnUrl);
    }),
  );
}

function find(turn: Turn, id: string, clientSecret: string | undefined): Intent | null {
  const intent = turn.find('payment_intent', id) ?? turn.find('setup_intent', id);
  return intent?.client_secret === clientSecret ? intent : null;
}

/** A card that is declined after all is shown by where the person comes back to. */
function finish(turn: Turn, intent: Intent, isAuthentic: boolean): void {
  try {
    if (intent.object === 'payment_intent') finishAuthentication(turn, intent, isAuthentic);
    else finishSetup(turn, intent, isAuthentic);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

function leave(reply: FastifyReply, intent: Intent, returnUrl: string | null | undefined): FastifyReply {
  if (!returnUrl)
    return sendPage(reply, { title: 'Done', body: html`<h1>Done. You can close this page.</h1>`, script: DONE });
  const isFine = ['succeeded', 'requires_capture', 'processing'].includes(intent.status);
  const target = withParameters(returnUrl, {
    [intent.object]: intent.id,
    [`${intent.object}_client_secret`]: intent.client_secret ?? '',
    redirect_status: isFine ? 'succeeded' : 'failed',
  });
  return reply.redirect(target, 303);
}

function show(reply: FastifyReply, intent: Intent | null): FastifyReply {
  if (!intent) return sendNothing(reply, 'authentication');
  if (intent.status !== 'requires_action')
    return sendPage(reply, { title: '3-D Secure', body: html`<h1>There is nothing to confirm any more.</h1>` });
  const what =
    intent.object === 'payment_intent' ? `pay ${shownAmount(intent.amount, intent.currency)}` : 'save this card';
  return sendPage(reply, {
    title: '3-D Secure',
    body: html`<h1>Your bank asks: do you want to ${what}?</h1>
      <form method="post" action="/authenticate/${intent.id}?client_secret=${intent.client_secret ?? ''}">
        <button type="submit" name="outcome" value="complete">Complete authentication</button>
        <button type="submit" name="outcome" value="fail" class="quiet">Fail authentication</button>
      </form>`,
  });
}
