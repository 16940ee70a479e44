import { randomUUID } from 'node:crypto';
import { RegisterDocument, VerifyEmailDocument } from '../../schema/operations/operations';
import { Viewer } from '../../kit/identity/viewer';
import { signatureOf } from '../../subgraphs/notifications/channel/email/events/signed-event';
import { courseFactory } from '../../subgraphs/notifications/course/course.factory';
import { lyceumTest } from '../harness/lyceum';
import { logIn } from '../harness/people';
import { connect, follow } from '../subscriptions/live-client';

const mailKey = 'a key that only the provider of mail knows';
const opened = lyceumTest({ isAtItsUrl: true, settings: { MAIL_EVENTS_KEY: mailKey } });
const password = 'four brown horses cross the river';
const email = 'somebody@sea.example';

const ME = `{ me { id unreadNotifications notifications { nodes { id title url } } notificationGroups { nodes { title unreadCount } } } }`;
const LIVE = 'subscription { notificationReceived { notification { id title } user { unreadNotifications } } }';

interface Me {
  readonly me: {
    readonly id: string;
    readonly unreadNotifications: number;
    readonly notifications: { readonly nodes: readonly { id: string; title: string; url: string }[] };
    readonly notificationGroups: { readonly nodes: readonly { title: string; unreadCount: number }[] };
  };
}

/** This is one story, told in order. */
const story = { token: '', userId: '', courseId: randomUUID() };

/** Somebody reviews the course, as its subgraph would say it. */
async function review(): Promise<void> {
  const { house, platform } = opened.lyceum;
  const payload = { reviewId: randomUUID(), courseId: story.courseId, authorId: randomUUID(), stars: 5 };
  const { ids } = platform.get('courses').resources;
  const occurredAt = house.clock.now().toISOString();
  await house.bus.publish({ id: ids.next(), name: 'review.posted', version: 1, occurredAt, payload });
  await opened.lyceum.settle();
}

const me = async (): Promise<Me['me']> => (await opened.lyceum.ask<Me>(ME, { token: story.token })).me;
const letters = (subject: string) =>
  opened.lyceum.letters.lettersTo(email).filter((letter) => letter.subject.includes(subject));

it('whoever registers is welcomed, in the list and by letter', async () => {
  const { lyceum } = opened;
  const input = { email, password, username: 'somebody', displayName: 'Somebody' };
  await lyceum.ask(RegisterDocument, { variables: { input } });
  await lyceum.settle();
  const token = /token=([\w-]+)/.exec(lyceum.letterTo(email).text)?.[1] ?? '';
  await lyceum.ask(VerifyEmailDocument, { variables: { input: { token } } });
  story.token = await logIn(lyceum, email, password);
  // How somebody is reached and that they are there are two events, which come in any order.
  await lyceum.settle();
  const { id, notifications, unreadNotifications } = await me();
  story.userId = id;
  expect([unreadNotifications, notifications.nodes.map(({ title }) => title)]).toEqual([1, ['Welcome to Lyceum']]);
});

it('what happens is heard live, counted, and shown as one', async () => {
  const { lyceum } = opened;
  const scope = lyceum.platform.get('notifications').scope(Viewer.system);
  await courseFactory(scope, { courseId: story.courseId, title: 'Waves', instructorIds: [story.userId] });
  const client = connect(lyceum, story.token);
  const stream = await follow(lyceum, client, LIVE, {});
  await review();
  const first = (await stream.next()).value as { data: { notificationReceived: unknown } };
  expect(first.data.notificationReceived).toEqual({
    notification: { id: (await me()).notifications.nodes[0]!.id, title: 'A new review of Waves' },
    user: { unreadNotifications: 2 },
  });
  await review();
  await stream.return?.();
  await client.dispose();
  expect((await me()).notificationGroups.nodes[0]).toEqual({ title: '2 new reviews of Waves', unreadCount: 2 });
});

it('a letter ends with one click, through the gateway, by whoever has it and nobody else', async () => {
  expect(letters('review of Waves')).toHaveLength(2);
  const [letter] = letters('review of Waves');
  const header = (name: string) => letter!.headers.find((found) => found.name === name)?.value;
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const url = header('list-unsubscribe')!.slice(1, -1);
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  expect((await fetch(`${url}x`, { method: 'POST', body })).status).toBe(404);
  expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
  await review();
  expect(letters('review of Waves')).toHaveLength(3);
  expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
  await review();
  expect(letters('review of Waves')).toHaveLength(3);
  expect((await me()).unreadNotifications).toBe(5);
});

it('a number is proven by the code that came there', async () => {
  const { lyceum } = opened;
  const { token } = story;
  const number = '+4915112345678';
  const set =
    'mutation ($input: SetPhoneNumberInput!) { setPhoneNumber(input: $input) { user { phoneNumber { verifiedAt } } } }';
  const verify = 'mutation ($input: VerifyPhoneNumberInput!) { verifyPhoneNumber(input: $input) { user { id } } }';
  await lyceum.ask(set, { token, variables: { input: { number } } });
  await lyceum.settle();
  const code = /\d{6}/.exec(lyceum.house.caught.to(number)[0]!.text)![0];
  await lyceum.ask(verify, { token, variables: { input: { code } } });
  const { me: found } = await lyceum.ask<{ me: object }>('{ me { phoneNumber { number verifiedAt } } }', { token });
  expect(found).toEqual({ phoneNumber: { number, verifiedAt: lyceum.house.clock.now().toISOString() } });
});

it('what a provider says passes the gateway as it was signed, and nothing else does', async () => {
  const { lyceum } = opened;
  const seconds = Math.floor(lyceum.house.clock.now().getTime() / 1_000);
  const body = JSON.stringify({ id: 'evt-1', type: 'bounce', permanent: true, recipient: email, code: '550' });
  const signature = `t=${seconds},v1=${signatureOf(mailKey, seconds, Buffer.from(body))}`;
  const post = async (text: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'lyceum-signature': signature };
    return (await fetch(`${lyceum.url}/notifications/webhooks/mail`, { method: 'POST', headers, body: text })).status;
  };
  const suppression = async () => lyceum.ask<object>('{ me { emailSuppression } }', { token: story.token });
  expect(await post(`${body} `)).toBe(400);
  expect(await suppression()).toEqual({ me: { emailSuppression: null } });
  expect(await post(body)).toBe(204);
  expect(await suppression()).toEqual({ me: { emailSuppression: 'BOUNCE' } });
});
