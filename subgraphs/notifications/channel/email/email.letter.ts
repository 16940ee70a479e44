import type { Secrets } from '../../../../kit/config/secrets';
import type { Mail } from '../../../../kit/mail/mailer';
import type { Outgoing } from '../channel';
import { languageFor } from '../../template/built-in';
import { formatMessage } from '../../template/message';
import { layOut } from './email.layout';
import { letterWords } from './email.words';
import { unsubscribeUrl } from './unsubscribe-link';

interface Sender {
  readonly publicUrl: string;
  readonly secrets: Secrets;
}

/**
 * A letter in the person's language. It says how it ends (RFC 8058, RFC 2369), which list it is of (RFC 2919), and to which
 * thread it belongs; sent again, it is the same letter.
 */
export function writeEmail({ deliveryId, contact, about, threadId, items, ...words }: Outgoing, sender: Sender): Mail {
  const { hostname: host } = new URL(sender.publicUrl);
  const locale = languageFor(contact.locale);
  const { why, stop, greeting } = letterWords[locale];
  const hello = formatMessage(greeting, { personName: contact.displayName }, contact);
  const stopUrl = unsubscribeUrl(sender.publicUrl, sender.secrets, { userId: contact.userId, about });
  const paragraphs = [hello, ...words.body.split(/\n{2,}/)];
  const listed = items.map(({ title, body, url }) => `• ${title}\n${body}\n${url}`);
  const action = { label: words.action, url: words.url };
  const thread = `<thread.${threadId}@${host}>`;
  const list = about.toLowerCase().replaceAll('_', '-');
  return {
    to: contact.email ?? '',
    subject: words.title,
    text: [...paragraphs, ...listed, `${words.action}:\n${words.url}`, `${why} ${stop}:\n${stopUrl}`].join('\n\n'),
    html: layOut({ locale, title: words.title, paragraphs, items, action, foot: { why, label: stop, url: stopUrl } }),
    messageId: messageIdOf(deliveryId, host),
    headers: {
      'List-Id': `Lyceum <${list}.notifications.${host}>`,
      'List-Unsubscribe': `<${stopUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'In-Reply-To': thread,
      References: thread,
      'Auto-Submitted': 'auto-generated',
      'Content-Language': locale,
    },
  };
}

/** One delivery is one letter, however often it is sent. */
const messageIdOf = (deliveryId: string, host: string): string => `delivery.${deliveryId}@${host}`;

/** The delivery that a Message-ID is of, with or without its brackets; null where it is none of ours. */
export const deliveryIdOf = (messageId: string): string | null =>
  /^<?delivery\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/.exec(messageId.trim())?.[1] ?? null;
