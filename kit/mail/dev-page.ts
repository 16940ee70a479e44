import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { DEV_PAGE_STYLE } from './dev-page.style';
import { html, Html } from './html';

/** Seconds after which a list renews itself, without a script. */
export const REFRESH_SECONDS = 5;
const STYLE_HASH = `'sha256-${createHash('sha256').update(DEV_PAGE_STYLE).digest('base64')}'`;
// One string, because the hash is of every character between the tags.
const STYLE = new Html(`<style>${DEV_PAGE_STYLE}</style>`);

export function policy(sources: string): string {
  return `default-src 'none'; ${sources}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** Of pages that show nothing but what is written here. */
export const LIST_POLICY = policy(`style-src ${STYLE_HASH}`);

export function sendPage(reply: FastifyReply, contentPolicy: string, page: Html): FastifyReply {
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

/** A list that renews itself: rows below their headings, or a word of why there are none. */
export function listPage(
  title: string,
  { about, columns, rows, empty }: { about: string; columns: readonly string[]; rows: readonly Html[]; empty: string },
): Html {
  const refresh = html`<meta http-equiv="refresh" content="${REFRESH_SECONDS}" />`;
  const table = html`<table>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return document(
    title,
    html`<h1>${title}</h1>
      <p>${about} This page renews itself every ${REFRESH_SECONDS} seconds.</p>
      ${rows.length > 0 ? table : html`<p class="empty">${empty}</p>`}`,
    refresh,
  );
}

export function document(title: string, main: Html, head: Html | string = ''): Html {
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

export function time(date: Date): Html {
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** Plain text whose web addresses can be followed. */
export function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noreferrer">${part}</a>` : html`${part}`,
    );
}
