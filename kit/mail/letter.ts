import { html } from './html';
import type { Mail } from './mailer';

export interface Letter {
  /** One bare address. */
  readonly to: string;
  readonly subject: string;
  /** Such as `Hello Ada,`. */
  readonly greeting: string;
  /** A paragraph each. */
  readonly lines: readonly string[];
  readonly action?: {
    readonly url: string;
    readonly label: string;
    /** For clients that do not open links. */
    readonly token?: string;
  };
}

/** A letter in English, as text and as HTML. */
export function writeLetter({ to, subject, greeting, lines, action }: Letter): Mail {
  const { url, label, token } = action ?? {};
  const text = [
    greeting,
    ...lines,
    ...(action ? [`${label}:\n${url}`] : []),
    ...(token ? [`Token: ${token}`] : []),
    'Lyceum',
  ].join('\n\n');
  const paragraphs = [greeting, ...lines].map((line) => html`<p>${line}</p>`);
  const link = action ? html`<p><a href="${url!}">${label!}</a></p>` : html``;
  const code = token ? html`<p>Token: <code>${token}</code></p>` : html``;
  return {
    to,
    subject,
    text,
    html: html`<div lang="en">
      ${paragraphs}${link}${code}
      <p>Lyceum</p>
    </div>`.toString(),
  };
}
