import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '../../mail/html';
import type { Keys } from '../api/access';
import { ApiError } from '../api/errors';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { confirmIntent } from '../payments/confirm';
import { shownAmount } from '../payments/currencies';
import { setUp } from '../payments/set-up';
import { cardFields, cardHints, methodTyped } from './card-form';
import { sendNothing, sendPage, withParameters } from './page';
import type { OnPage } from './pages';

type Intent = Kept<'payment_intent'> | Kept<'setup_intent'>;
interface Route {
  Querystring: { key?: string; client_secret?: string; return_url?: string };
  Body: string;
}

/**
 * `/elements/card?key=pk_…[&client_secret=…][&return_url=…]`: stands for Stripe's card field in a page of the seller. With a client
 * secret it confirms that intent; without, it makes a payment method. Then it leads to `return_url`, with `payment_method` or
 * what Stripe adds for an intent, or else tells the page around it by a message.
 */
export function useCardPage(app: FastifyInstance, onPage: OnPage, keys: Keys): void {
  const path = '/elements/card';
  app.get<Route>(path, ({ query }, reply) => onPage((turn) => show(turn, reply, query, keys)));
  app.post<Route>(path, ({ query, body }, reply) =>
    onPage((turn) => {
      const intent = intentOf(turn, query.client_secret);
      if (query.key !== keys.publishableKey || intent === undefined) return show(turn, reply, query, keys);
      try {
        const method = methodTyped(turn, new URLSearchParams(body), null);
        return intent
          ? confirm(turn, reply, intent, method, query)
          : leave(reply, { payment_method: method.id }, query.return_url);
      } catch (error) {
        if (error instanceof ApiError) return show(turn, reply, query, keys, error.message);
        throw error;
      }
    }),
  );
}

function confirm(
  turn: Turn,
  reply: FastifyReply,
  intent: Intent,
  method: Kept<'payment_method'>,
  query: Route['Querystring'],
): FastifyReply {
  const return_url = query.return_url;
  if (intent.object === 'payment_intent') confirmIntent(turn, intent, { payment_method: method.id, return_url });
  else {
    turn.change(intent, { payment_method: method.id });
    setUp(turn, intent, return_url);
  }
  const { next_action: next } = intent;
  const challenge =
    next?.redirect_to_url?.url ?? (next?.use_stripe_sdk as { stripe_js?: string } | undefined)?.stripe_js;
  if (challenge) return reply.redirect(challenge, 303);
  const told = {
    [intent.object]: intent.id,
    [`${intent.object}_client_secret`]: intent.client_secret ?? '',
    redirect_status: 'succeeded',
  };
  return leave(reply, told, return_url);
}

function leave(
  reply: FastifyReply,
  told: Readonly<Record<string, string>>,
  returnUrl: string | undefined,
): FastifyReply {
  if (returnUrl) return reply.redirect(withParameters(returnUrl, told), 303);
  const script = `window.top.postMessage(${JSON.stringify(told).replaceAll('<', String.raw`\u003c`)}, '*')`;
  return sendPage(reply, {
    title: 'Done',
    body: html`<h1>Done</h1>
      <p><code>${Object.values(told)[0] ?? ''}</code></p>`,
    script,
  });
}

function show(
  turn: Turn,
  reply: FastifyReply,
  query: Route['Querystring'],
  keys: Keys,
  refusal?: string,
): FastifyReply {
  const intent = intentOf(turn, query.client_secret);
  if (query.key !== keys.publishableKey || intent === undefined) return sendNothing(reply, 'card form');
  const what = intent?.object === 'payment_intent' ? `Pay ${shownAmount(intent.amount, intent.currency)}` : 'Save card';
  return sendPage(reply, {
    title: 'Card',
    status: refusal === undefined ? 200 : 402,
    body: html`<h1>${what}</h1>
      ${refusal === undefined ? '' : html`<p class="refusal" role="alert">${refusal}</p>`}
      <form method="post" action="/elements/card?${new URLSearchParams({ ...query }).toString()}">
        ${cardFields()}
        <button type="submit">${what}</button>
      </form>
      ${cardHints()}`,
  });
}

/** Null: there is none to confirm. Undefined: the secret is nobody's. */
function intentOf(turn: Turn, clientSecret: string | undefined): Intent | null | undefined {
  if (clientSecret === undefined) return null;
  const [id = ''] = clientSecret.split('_secret_');
  const intent = turn.find('payment_intent', id) ?? turn.find('setup_intent', id);
  return intent?.client_secret === clientSecret ? intent : undefined;
}
