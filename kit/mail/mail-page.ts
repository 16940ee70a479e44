import type { FastifyInstance } from 'fastify';
import type { Letter, MailCatcher } from './catcher';
import { document, linked, listPage, LIST_POLICY, policy, sendPage, time } from './dev-page';
import { html, type Html } from './html';

// A letter's frame inherits this policy, and letters are styled inline; they still load nothing and run nothing.
const LETTER_POLICY = policy("style-src 'unsafe-inline'");

/** Pages for reading caught letters: `/dev/mail`, `/dev/mail/:id`, `/dev/mail.json`. For development only. */
export function useMailPage(app: FastifyInstance, catcher: MailCatcher): void {
  app.get('/dev/mail', (_request, reply) => sendPage(reply, LIST_POLICY, lettersPage(catcher.letters())));

  app.get<{ Params: { id: string } }>('/dev/mail/:id', (request, reply) => {
    const letter = catcher.letters().find(({ id }) => id === request.params.id);
    return letter
      ? sendPage(reply, LETTER_POLICY, letterPage(letter))
      : sendPage(reply.code(404), LIST_POLICY, missingPage());
  });

  app.get('/dev/mail.json', (_request, reply) => reply.header('cache-control', 'no-store').send(catcher.letters()));
}

function lettersPage(letters: readonly Letter[]): Html {
  const rows = letters.map(
    (letter) =>
      html` <tr>
        <td>${time(letter.receivedAt)}</td>
        <td>${letter.to.join(', ')}</td>
        <td><a href="/dev/mail/${letter.id}">${letter.subject || '(no subject)'}</a></td>
      </tr>`,
  );
  return listPage('Mail', {
    about: 'Letters that Lyceum sent on this machine. None of them left it.',
    columns: ['Received', 'To', 'Subject'],
    rows,
    empty: 'No letter yet.',
  });
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
