import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { html, Html } from '../../mail/html';
import { STYLE } from './style';

const styleHash = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

interface Page {
  readonly title: string;
  readonly body: Html;
  /** A script of ours; nothing else runs. */
  readonly script?: string;
  readonly status?: number;
}

/** Sends a page that loads nothing from elsewhere. Where its forms lead to is not restricted: that is the seller's own page. */
export function sendPage(reply: FastifyReply, { title, body, script, status = 200 }: Page): FastifyReply {
  const scriptHash =
    script === undefined ? "'none'" : `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <p class="notice">Stripe emulator: no money moves, and only test cards are taken.</p>
        ${body} ${script === undefined ? '' : new Html(`<script>${script}</script>`)}
      </body>
    </html>`;
  return reply
    .code(status)
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src ${styleHash}; script-src ${scriptHash}; base-uri 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(page.toString());
}

export function sendNothing(reply: FastifyReply, what: string): FastifyReply {
  return sendPage(reply, { title: 'Nothing here', status: 404, body: html`<h1>There is no such ${what}.</h1>` });
}

/** A URL with more parameters than it had. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(parameters)) whole.searchParams.set(name, value);
  return whole.toString();
}
