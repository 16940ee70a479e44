import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Letter, MailCatcher } from './catcher';
import { html, Html } from './html';
import { MAIL_PAGE_STYLE } from './mail-page.style';

const REFRESH_SECONDS = 5;
const STYLE_HASH = `'sha256-${createHash('sha256').update(MAIL_PAGE_STYLE).digest('base64')}'`;
// One string, because the hash is of every character between the tags.
const STYLE = new Html(`<style>${MAIL_PAGE_STYLE}</style>`);
const LIST_POLICY = policy(`style-src ${STYLE_HASH}`);
// A letter's frame inherits this policy, and letters are styled inline; they still load nothing and run nothing.
const LETTER_POLICY = policy("style-src 'unsafe-inline'");

/** Pages for reading caught letters: `/dev/mail`, `/dev/mail/:id`, `/dev/mail.json`. For development only. */
export function useMailPage(app: FastifyInstance, catcher: MailCatcher): void {
  app.get('/dev/mail', (_request, reply) => sendPage(reply, LIST_POLICY, listPage(catcher.letters())));

  app.get<{ Params: { id: string } }>('/dev/mail/:id', (request, reply) => {
    const letter = catcher.letters().find(({ id }) => id === request.params.id);
    return letter
      ? sendPage(reply, LETTER_POLICY, letterPage(letter))
      : sendPage(reply.code(404), LIST_POLICY, missingPage());
  });

  app.get('/dev/mail.json', (_request, reply) => reply.header('cache-control', 'no-store').send(catcher.letters()));
}

function policy(sources: string): string {
  return `default-src 'none'; ${sources}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

function sendPage(reply: FastifyReply, contentPolicy: string, page: Html): FastifyReply {
  return reply
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': contentPolicy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(page.toString());
}

function listPage(letters: readonly Letter[]): Html {
  const refresh = html`<meta http-equiv="refresh" content="${REFRESH_SECONDS}" />`;
  const rows = letters.map(
    (letter) =>
      html` <tr>
        <td>${time(letter.receivedAt)}</td>
        <td>${letter.to.join(', ')}</td>
        <td><a href="/dev/mail/${letter.id}">${letter.subject || '(no subject)'}</a></td>
      </tr>`,
  );
  const table = html`<table>
    <thead>
      <tr>
        <th scope="col">Received</th>
        <th scope="col">To</th>
        <th scope="col">Subject</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return document(
    'Mail',
    html`<h1>Mail</h1>
      <p>
        Letters that Lyceum sent on this machine. None of them left it. This page renews itself every ${REFRESH_SECONDS}
        seconds.
      </p>
      ${letters.length > 0 ? table : html`<p class="empty">No letter yet.</p>`}`,
    refresh,
  );
}

function letterPage(letter: Letter): Html {
  const headers = letter.headers.map(
    ({ name, value }) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`,
  );
  const frame = html`<section>
    <h2>HTML</h2>
    <iframe
      title="The letter as HTML"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      srcdoc="${`<base target="_blank">${letter.html ?? ''}`}"
    ></iframe>
  </section>`;
  return document(
    letter.subject || '(no subject)',
    html`<p><a href="/dev/mail">← All mail</a></p>
      <h1>${letter.subject || '(no subject)'}</h1>
      <p>From <b>${letter.from}</b> to <b>${letter.to.join(', ')}</b>, ${time(letter.receivedAt)}</p>
      ${letter.html === null ? '' : frame}
      <section>
        <h2>Text</h2>
        <pre>${linked(letter.text)}</pre>
      </section>
      <details>
        <summary>Headers</summary>
        <dl>${headers}</dl>
      </details>`,
  );
}

function missingPage(): Html {
  return document(
    'No such letter',
    html`<p><a href="/dev/mail">← All mail</a></p>
      <h1>No such letter</h1>`,
  );
}

function document(title: string, main: Html, head: Html | string = ''): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Lyceum</title>
        <link rel="icon" href="data:," />
        ${head} ${STYLE}
      </head>
      <body>
        <main>${main}</main>
      </body>
    </html> `;
}

function time(date: Date): Html {
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** Plain text whose web addresses can be followed. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noreferrer">${part}</a>` : html`${part}`,
    );
}
