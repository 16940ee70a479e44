import { html, Html } from '../../../../kit/mail/html';
import type { OutgoingItem } from '../channel';

export interface Laid {
  readonly locale: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly items: readonly OutgoingItem[];
  readonly action: { readonly label: string; readonly url: string };
  /** Below the line: why it came, and how it ends. */
  readonly foot: { readonly why: string; readonly label: string; readonly url: string };
}

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

/** The direction in which a language is written. */
export const directionOf = (locale: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(locale.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';

/**
 * A table, because that is what clients of mail lay out alike; colours inline, and again for clients that are dark. What people
 * wrote may be in another language than the letter: each paragraph runs as its own words do, on the letter's side.
 */
export function layOut({ locale, title, paragraphs, items, action, foot }: Laid): string {
  const direction = directionOf(locale);
  const side = direction === 'rtl' ? 'right' : 'left';
  const text = `margin:0 0 16px;font-size:16px;line-height:1.6;text-align:${side};overflow-wrap:anywhere;word-break:break-word`;
  return html`<!doctype html>
    <html lang="${locale}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body class="back" style="margin:0;padding:0;background:#f2f4f9">
        <table role="presentation" class="back" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f9">
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                role="presentation"
                class="card"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                dir="${direction}"
                style="max-width:560px;background:#ffffff;border-radius:12px;font-family:system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#20283c"
              >
                <tr>
                  <td class="ink" style="padding:32px">
                    <h1
                      dir="auto"
                      style="margin:0 0 16px;font-size:22px;line-height:1.3;text-align:${side};overflow-wrap:anywhere;word-break:break-word"
                    >
                      ${title}
                    </h1>
                    ${paragraphs.map((paragraph) => html`<p dir="auto" style="${text}">${linesOf(paragraph)}</p>`)}
                    ${items.map(
                      (item) =>
                        html`<p dir="auto" style="${text}">
                          <a class="item" href="${item.url}" style="color:#a00848;font-weight:600">${item.title}</a
                          ><br />${linesOf(item.body)}
                        </p>`,
                    )}
                    <p style="margin:24px 0 0;text-align:${side}">
                      <a
                        class="button"
                        href="${action.url}"
                        style="display:inline-block;padding:12px 20px;border-radius:8px;background:#a00848;color:#ffffff;text-decoration:none;font-weight:600"
                        >${action.label}</a
                      >
                    </p>
                  </td>
                </tr>
                <tr>
                  <td
                    class="foot"
                    style="padding:16px 32px 24px;border-top:1px solid #e1e5ee;font-size:13px;line-height:1.5;color:#5a6378;text-align:${side}"
                  >
                    ${foot.why} <a class="link" href="${foot.url}" style="color:#5a6378">${foot.label}</a>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>`.toString();
}

/** Where somebody began a new line there is one; an address runs from left to right in any language. */
const linesOf = (text: string): Html[] =>
  text.split('\n').map((line, place) => (place === 0 ? html`${runsOf(line)}` : html`<br />${runsOf(line)}`));

const runsOf = (line: string): Html[] =>
  line
    .split(/(https?:\/\/\S+)/)
    .map((run, place) => (place % 2 === 0 ? html`${run}` : html`<span dir="ltr">${run}</span>`));

const STYLE = new Html(`<style>
@media (max-width: 480px) {
  .ink { padding: 24px 20px !important; }
  .foot { padding: 16px 20px 20px !important; }
}
@media (prefers-color-scheme: dark) {
  .back { background: #10151f !important; }
  .card { background: #1b2332 !important; }
  .ink, .ink h1, .ink p { color: #e6eaf3 !important; }
  .button { background: #ff8ab5 !important; color: #1b0a12 !important; }
  .foot { border-color: #39435a !important; color: #aab3c5 !important; }
  .item { color: #ff8ab5 !important; }
  .link { color: #aab3c5 !important; }
}
</style>`);
