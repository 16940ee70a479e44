import { createHash } from 'node:crypto';
import { createConnection } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { startMailCatcher, type MailCatcher } from './catcher';
import { CaughtMessages } from './caught-messages';
import { useMailPage } from './mail-page';
import { useOutboxPage } from './outbox-page';
import { openMailer, type Mail, type Mailer } from './mailer';

let catcher: MailCatcher;
let mailer: Mailer;
const letter: Mail = {
  to: 'ada@lyceum.test',
  subject: 'Welcome, Ada',
  text: 'Open https://lyceum.test/verify?a=1&b=2.',
};

beforeAll(async () => {
  catcher = await startMailCatcher({ keep: 3 });
  mailer = openMailer({ url: catcher.url, from: 'Lyceum <hello@lyceum.test>' });
});
beforeEach(() => catcher.clear());
afterAll(async () => {
  await mailer.close();
  await catcher.close();
});

describe('a sent letter', () => {
  it('arrives whole', async () => {
    const headers = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
    await mailer.send({ ...letter, subject: 'Grüße – 学習', html: '<p>Häuser</p>', headers });
    const [received] = catcher.letters();
    expect(received).toMatchObject({
      from: expect.stringContaining('hello@lyceum.test') as string,
      to: ['ada@lyceum.test'],
      subject: 'Grüße – 学習',
      text: expect.stringContaining(letter.text) as string,
      html: expect.stringContaining('<p>Häuser</p>') as string,
    });
    expect(received?.headers).toContainEqual({ name: 'list-unsubscribe-post', value: 'List-Unsubscribe=One-Click' });
  });

  it('reaches one person, whatever the address tries to be', async () => {
    await mailer.send({ ...letter, to: 'ada@lyceum.test, eve@lyceum.test' }).catch(() => undefined);
    expect(catcher.lettersTo('eve@lyceum.test')).toEqual([]);
  });

  it('cannot smuggle a header in by its subject', async () => {
    await mailer.send({ ...letter, subject: 'Hi\r\nBcc: eve@lyceum.test' });
    expect(catcher.lettersTo('eve@lyceum.test')).toEqual([]);
    expect(catcher.letters()[0]?.headers.map(({ name }) => name)).not.toContain('bcc');
  });

  it('is refused where no server listens', async () => {
    const gone = await startMailCatcher();
    await gone.close();
    const lost = openMailer({ url: gone.url, from: 'hello@lyceum.test' });
    await expect(lost.send(letter)).rejects.toThrow('ECONNREFUSED');
    await lost.close();
  });
});

describe('the catcher', () => {
  it('keeps the newest letters, newest first', async () => {
    for (const subject of ['one', 'two', 'three', 'four']) await mailer.send({ ...letter, subject });
    expect(catcher.letters().map(({ subject }) => subject)).toEqual(['four', 'three', 'two']);
    catcher.clear();
    expect(catcher.letters()).toEqual([]);
  });

  it('finds letters by address, in any case', async () => {
    await mailer.send({ ...letter, to: 'Bob@Lyceum.test' });
    await mailer.send(letter);
    expect(catcher.lettersTo('bob@lyceum.test')).toHaveLength(1);
    expect(catcher.lettersTo('BOB@lyceum.TEST')).toHaveLength(1);
  });

  it('waits for the letter that is meant', async () => {
    const waiting = catcher.waitForLetter('ada@lyceum.test', 'Reset');
    await mailer.send(letter);
    await mailer.send({ ...letter, subject: 'Reset your password' });
    await expect(waiting).resolves.toMatchObject({ subject: 'Reset your password' });
    await expect(catcher.waitForLetter('ada@lyceum.test', 'Welcome')).resolves.toMatchObject({
      subject: letter.subject,
    });
  });

  it('says what did arrive when the letter does not', async () => {
    await mailer.send(letter);
    await expect(catcher.waitForLetter('bob@lyceum.test', undefined, 1)).rejects.toThrow(
      'No such letter to bob@lyceum.test within 1 ms; there is "Welcome, Ada" to ada@lyceum.test',
    );
  });

  it('ends the wait when it closes, and outlives a client that hangs up', async () => {
    const other = await startMailCatcher();
    const socket = createConnection(Number(new URL(other.url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.resetAndDestroy();
    const waiting = other.waitForLetter('nobody@lyceum.test');
    await Promise.all([expect(waiting).rejects.toThrow('closed'), other.close()]);
  });

  it('tells when its port is taken', async () => {
    await expect(startMailCatcher({ port: Number(new URL(catcher.url).port) })).rejects.toThrow('EADDRINUSE');
  });
});

describe('the mail page', () => {
  let app: FastifyInstance;
  beforeAll(() => {
    app = fastify();
    useMailPage(app, catcher);
  });
  afterAll(() => app.close());
  const get = (url: string) => app.inject({ url });

  it('lists letters and renews itself without a script', async () => {
    expect((await get('/dev/mail')).body).toContain('No letter yet');
    await mailer.send(letter);
    const { body, headers } = await get('/dev/mail');
    expect(body).toContain(`<a href="/dev/mail/${catcher.letters()[0]?.id}">Welcome, Ada</a>`);
    expect(body).toContain('<meta http-equiv="refresh"');
    const style = /<style>([^]*)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}';`);
  });

  it('shows text with links that can be followed, without the full stop after them', async () => {
    await mailer.send(letter);
    const { body } = await get(`/dev/mail/${catcher.letters()[0]?.id}`);
    expect(body).toContain(
      '<a href="https://lyceum.test/verify?a=1&amp;b=2" target="_blank" rel="noreferrer">https://lyceum.test/verify?a=1&amp;b=2</a>.',
    );
  });

  it('never lets a letter become part of the page', async () => {
    const attack = `</title></pre>"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
    await mailer.send({ ...letter, subject: attack, text: attack, html: attack, headers: { 'X-Attack': attack } });
    const { id } = catcher.letters()[0] ?? { id: '' };
    for (const url of ['/dev/mail', `/dev/mail/${id}`]) {
      const { body, headers } = await get(url);
      expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(body).not.toMatch(/<(script|img)/);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('script-src');
    }
    const { body } = await get(`/dev/mail/${id}`);
    const frame = /<iframe[^>]*>/.exec(body)?.[0] ?? '';
    expect(frame).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(frame).toContain('srcdoc="&lt;base');
  });

  it('answers in JSON, and 404 for a letter it does not have', async () => {
    await mailer.send(letter);
    expect((await get('/dev/mail.json')).json()).toMatchObject([{ subject: letter.subject, to: [letter.to] }]);
    expect((await get('/dev/mail/none')).statusCode).toBe(404);
  });
});

describe('the outbox page', () => {
  const caught = new CaughtMessages();
  let app: FastifyInstance;
  beforeAll(() => {
    app = fastify();
    useOutboxPage(app, caught);
  });
  afterAll(() => app.close());
  const get = (url: string) => app.inject({ url });
  const at = new Date('2026-03-02T09:00:00Z');

  it('lists text messages and push messages, the newest first, and renews itself without a script', async () => {
    expect((await get('/dev/outbox')).body).toContain('No message yet');
    caught.put(
      { channel: 'SMS', to: '+4915112345678', title: null, text: 'A seat: https://lyceum.test/a?b=1&c=2' },
      at,
    );
    caught.put({ channel: 'PUSH', to: 'push.example.org', title: 'A seat is yours', text: 'Begin' }, at);
    const { body, headers } = await get('/dev/outbox');
    expect(body).toContain('<td>Text message</td>');
    expect(body.indexOf('Push message</td>')).toBeLessThan(body.indexOf('Text message</td>'));
    expect(body).toContain('<a href="https://lyceum.test/a?b=1&amp;c=2" target="_blank" rel="noreferrer">');
    expect(body).toContain('<meta http-equiv="refresh"');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect((await get('/dev/outbox.json')).json()).toMatchObject([{ channel: 'PUSH' }, { channel: 'SMS' }]);
  });

  it('never lets a message become part of the page', async () => {
    const attack = `</td><script>alert(1)</script><img src=x onerror=alert(1)>`;
    caught.put({ channel: 'PUSH', to: attack, title: attack, text: attack }, at);
    expect((await get('/dev/outbox')).body).not.toMatch(/<(script|img)/);
  });

  it('keeps the newest five hundred', () => {
    for (let index = 0; index < 600; index += 1)
      caught.put({ channel: 'SMS', to: String(index), title: null, text: '' }, at);
    expect(caught.all()).toHaveLength(500);
    expect([caught.all()[0]!.to, caught.to('1')]).toEqual(['599', []]);
  });
});
