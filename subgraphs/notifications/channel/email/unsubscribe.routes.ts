import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { kitErrors } from '../../../../kit/errors/kit-errors';
import { Viewer } from '../../../../kit/identity/viewer';
import { html } from '../../../../kit/mail/html';
import type { Scope } from '../../../../kit/scope/scope';
import { scopeOf } from '../../../../kit/subgraph/public-routes';
import { ContactLoaders } from '../../contact/contact.loaders';
import { Preferences } from '../../preference/preferences';
import { languageFor, type TemplateLocale } from '../../template/built-in';
import { directionOf } from './email.layout';
import { letterWords } from './email.words';
import { readUnsubscribe, type Subscription } from './unsubscribe-link';

type Asked = FastifyRequest<{ Params: { readonly userId: string; readonly about: string; readonly mark: string } }>;

/**
 * `/notifications/unsubscribe/…` of a letter. Clients of mail POST it (RFC 8058), people open it and press the button: opening
 * alone changes nothing, because filters open every link.
 */
export function useUnsubscribe(app: FastifyInstance): void {
  void app.register((routes, _options, done) => {
    // What a client of mail sends along says nothing that the address does not.
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 10_000 }, (_request, _body, parsed) =>
      parsed(null, null),
    );
    const url = '/unsubscribe/:userId/:about/:mark';
    routes.get<{ Params: Asked['params'] }>(url, async (request, reply) => {
      const { scope, about } = letterOf(request);
      return send(reply, await languageOf(scope, about), false);
    });
    routes.post<{ Params: Asked['params'] }>(url, async (request, reply) => {
      const { scope, about } = letterOf(request);
      await scope.transaction((tx) => tx.get(Preferences).stop(about.userId, about.about));
      return send(reply, await languageOf(scope, about), true);
    });
    done();
  });
}

/** Who holds the letter need not log in. @throws NOT_FOUND where the address is none of ours */
function letterOf(request: Asked): { scope: Scope; about: Subscription } {
  const scope = scopeOf(request).as(Viewer.system);
  const { userId, about: of, mark } = request.params;
  const about = readUnsubscribe(scope.secrets, userId, of, mark);
  if (!about) throw kitErrors.NOT_FOUND({ thing: 'letter' });
  return { scope, about };
}

async function languageOf(scope: Scope, { userId }: Subscription): Promise<TemplateLocale> {
  return languageFor((await scope.get(ContactLoaders).of.load(userId))?.locale ?? 'en');
}

function send(reply: FastifyReply, locale: TemplateLocale, isDone: boolean): FastifyReply {
  const { sure, done, stop } = letterWords[locale];
  const button = html`<form method="post"><button>${stop}</button></form>`;
  const page = html`<!doctype html>
    <html lang="${locale}" dir="${directionOf(locale)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Lyceum</title>
      </head>
      <body>
        <main>
          <p>${isDone ? done : sure}</p>
          ${isDone ? '' : button}
        </main>
      </body>
    </html>`;
  return reply
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    })
    .type('text/html; charset=utf-8')
    .send(page.toString());
}
