import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { Channel } from '../channel/channel';
import { NotificationKind } from '../kind/kind';

const house = subgraphTest(notifications, { PUBLIC_URL: 'https://lyceum.test' });
const admin = administrator(randomUUID());
const which = { kind: 'WELCOME', channel: 'EMAIL', language: 'EN' };
const said = {
  title: 'Hi {personName}',
  body: 'One.\n\nTwo: {count, plural, one {# thing} other {# things}}.',
  action: 'Go',
};

interface Answer {
  readonly data: unknown;
  readonly code?: string;
}

async function act(name: string, input: object, viewer: Viewer = admin): Promise<Answer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const kind = name.startsWith('preview') ? 'query' : 'mutation';
  const fields = kind === 'query' ? 'title text html' : 'template { revision isBuiltIn title body action }';
  const { data, errors } = await house.run(`${kind} ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, {
    viewer,
    variables: { input },
  });
  return { data: (data as Record<string, unknown> | null)?.[name] ?? null, ...errors?.[0]?.extensions };
}

async function letterTo(userId: string, email: string) {
  await house.deliver('user.registered', { userId, registeredAt: house.clock.now().toISOString() });
  return house.house.mailer.letters.find(({ to }) => to === email);
}

it('an edit is what is said from then on, by its channel and in its language only; nothing is overwritten', async () => {
  const [ada, amal] = await house.make(contactFactory, [{ displayName: 'Ada' }, { locale: 'ar' }]);
  expect((await act('editNotificationTemplate', { ...which, ...said, expectedRevision: 0 })).data).toEqual({
    template: { ...said, revision: 1, isBuiltIn: false },
  });
  expect(await letterTo(ada!.userId, ada!.email)).toMatchObject({
    subject: 'Hi Ada',
    text: expect.stringContaining('One.\n\nTwo: 1 thing.\n\nGo:\nhttps://lyceum.test/courses'),
  });
  expect((await letterTo(amal!.userId, amal!.email))!.subject).toBe('مرحبًا بك في Lyceum');
  const inApp = `{ notificationTemplates(filter: { kinds: [WELCOME], channel: IN_APP }) { language isBuiltIn revision } }`;
  expect(await house.data(inApp, { viewer: admin })).toEqual({
    notificationTemplates: [
      { language: 'EN', isBuiltIn: true, revision: 0 },
      { language: 'AR', isBuiltIn: true, revision: 0 },
    ],
  });
  expect((await act('resetNotificationTemplate', which)).data).toMatchObject({
    template: { revision: 2, isBuiltIn: true },
  });
  const [{ count }] = (await house.as().db.query('SELECT count(*)::int FROM notification_template')) as [
    { count: number },
  ];
  expect(count).toBe(2);
});

it('an edit never overwrites another', async () => {
  const key = { ...which, kind: 'ENROLLED' };
  const edits = await Promise.all(
    [1, 2, 3].map(() => act('editNotificationTemplate', { ...key, ...said, expectedRevision: 0 })),
  );
  expect(edits.map(({ code }) => code).toSorted()).toEqual(['CONFLICT', 'CONFLICT', undefined]);
});

it.each([
  ['title', '{courseTitle}', 'There is no variable courseTitle. There are: count, personName.'],
  ['body', '{constructor}', 'There is no variable constructor. There are: count, personName.'],
  ['body', 'a {count, plural, one {x}}', 'A plural needs the form other. (character 27)'],
  ['action', '{personName, plural, other {x}}', 'A plural counts a number, which personName is not.'],
])('a template whose %s is %j is refused, with where and why', async (part, text, problem) => {
  for (const name of ['editNotificationTemplate', 'previewTemplate'])
    expect(await act(name, { ...which, ...said, [part]: text })).toMatchObject({
      code: 'BAD_INPUT',
      fields: { [`input.${part}`]: problem },
    });
});

it('a preview is the letter as it would be, and stores nothing', async () => {
  const { data } = await act('previewTemplate', { ...which, language: 'AR', ...said });
  expect(data).toMatchObject({ title: 'Hi [personName]', html: expect.stringContaining('dir="rtl"') });
  expect((await act('previewTemplate', { ...which, channel: 'IN_APP', ...said })).data).toEqual({
    title: 'Hi [personName]',
    text: 'One.\n\nTwo: 3 things.',
    html: null,
  });
});

it('only those who may manage notifications of the marketplace read, edit or preview what is said', async () => {
  const organisationId = randomUUID();
  const elsewhere = person(randomUUID(), {
    organisations: [organisationId],
    grants: [grant('editor', ['notification.manage'], { organisationId })],
  });
  for (const viewer of [person(randomUUID()), elsewhere]) {
    for (const name of ['editNotificationTemplate', 'previewTemplate'])
      expect((await act(name, { ...which, ...said }, viewer)).code).toBe('NOT_FOUND');
    expect((await act('resetNotificationTemplate', which, viewer)).code).toBe('NOT_FOUND');
    const { errors } = await house.run('{ notificationTemplates { kind } }', { viewer });
    expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  }
  const manager = person(randomUUID(), { grants: [grant('manager', ['notification.manage'])] });
  const { notificationTemplates: all } = await house.data<{ notificationTemplates: unknown[] }>(
    '{ notificationTemplates { kind } }',
    { viewer: manager },
  );
  expect(all).toHaveLength(Object.keys(NotificationKind).length * Object.keys(Channel).length * 2);
});
