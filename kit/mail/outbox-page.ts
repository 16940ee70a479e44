import type { FastifyInstance } from 'fastify';
import type { CaughtMessage, CaughtMessages } from './caught-messages';
import { linked, listPage, LIST_POLICY, sendPage, time } from './dev-page';
import { html, type Html } from './html';

const names: Readonly<Record<CaughtMessage['channel'], string>> = { SMS: 'Text message', PUSH: 'Push message' };

/** A page for reading text messages and push messages that were caught: `/dev/outbox`, `/dev/outbox.json`. For development only. */
export function useOutboxPage(app: FastifyInstance, caught: CaughtMessages): void {
  app.get('/dev/outbox', (_request, reply) => sendPage(reply, LIST_POLICY, messagesPage(caught.all())));
  app.get('/dev/outbox.json', (_request, reply) => reply.header('cache-control', 'no-store').send(caught.all()));
}

function messagesPage(messages: readonly CaughtMessage[]): Html {
  const rows = messages.map(
    ({ at, channel, to, title, text }) =>
      html` <tr>
        <td>${time(at)}</td>
        <td>${names[channel]}</td>
        <td>${to}</td>
        <td>${title === null ? '' : html`<b>${title}</b><br />`}${linked(text)}</td>
      </tr>`,
  );
  return listPage('Outbox', {
    about: 'Text messages and push messages that Lyceum would have sent. None of them left this machine.',
    columns: ['Sent', 'By', 'To', 'What'],
    rows,
    empty: 'No message yet.',
  });
}
