import { randomUUID } from 'node:crypto';
import type { EventName, EventPayload } from '../../../kit/events/catalog';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';
import { NotificationKind } from '../kind/kind';
import type { Occasion } from '../kind/occasion';
import { NotificationLive } from './notification.live';
import { Telling } from './telling';

const house = subgraphTest(notifications);
const now = (): string => house.clock.now().toISOString();
const someone = (): Viewer & { readonly id: string } => person(randomUUID()) as Viewer & { readonly id: string };

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly course: { id: string } | null;
  readonly readAt: string | null;
}

interface Mine {
  readonly unreadNotifications: number | null;
  readonly unseenNotifications: number | null;
  readonly notifications: { readonly nodes: readonly Told[] } | null;
  readonly notificationGroups: {
    readonly nodes: readonly { id: string; title: string; count: number; unreadCount: number; newest: Told }[];
  } | null;
}

const FIELDS = 'id kind title body url readAt course { id } actor { id }';
const MINE = `query ($of: [_Any!]!, $box: NotificationBox! = INBOX, $first: Int = 20) { found: _entities(representations: $of) { ... on User {
  unreadNotifications unseenNotifications notifications(box: $box, first: $first) { nodes { ${FIELDS} } }
  notificationGroups(box: $box) { nodes { id title count unreadCount newest { ${FIELDS} } } } } } }`;

async function mine(viewer: Viewer, given: { box?: string; first?: number; id?: string | null } = {}): Promise<Mine> {
  const { id = viewer.id, ...rest } = given;
  const variables = { of: [{ __typename: 'User', id }], ...rest };
  return (await house.data<{ found: [Mine] }>(MINE, { viewer, variables })).found[0];
}

const titles = async (viewer: Viewer, box?: string): Promise<string[]> =>
  (await mine(viewer, box ? { box } : {})).notifications!.nodes.map(({ title }) => title);

async function change(viewer: Viewer, name: string, input: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { notifications { id } user { id unreadNotifications unseenNotifications } } }`;
  const data = await house.data<Record<string, { notifications: { id: string }[]; user: Record<string, unknown> }>>(
    query,
    { viewer, variables: { input } },
  );
  return data[name]!;
}

async function course(given: object = {}) {
  const [made] = await house.make(courseFactory, [given]);
  return made!;
}

/** A welcome to somebody, as one event. */
const welcome = ({ id }: { id: string }): Promise<string> =>
  house.deliver('user.registered', { userId: id, registeredAt: now() });

describe('event → who is told what', () => {
  const [learner, teacher, second, author] = [someone(), someone(), someone(), someone()];
  const courseId = randomUUID();
  const subject = randomUUID();
  beforeAll(() => course({ courseId, title: 'Waves', slug: 'waves', instructorIds: [teacher.id, second.id] }));
  const about = { userId: learner.id, courseId, organisationId: null };
  const line = { lineId: randomUUID(), courseId, organisationId: null, userId: learner.id };

  const told: [EventName, () => object, Viewer[], string, string][] = [
    [
      'user.registered',
      () => ({ userId: learner.id, registeredAt: now() }),
      [learner],
      'Welcome to Lyceum',
      '/courses',
    ],
    [
      'enrollment.started',
      () => ({ ...about, enrollmentId: subject, runId: null, startedAt: now() }),
      [learner],
      'You are in: Waves',
      '/courses/waves',
    ],
    [
      'waitlist.promoted',
      () => ({ ...about, runId: subject, promotedAt: now() }),
      [learner],
      'A seat is yours: Waves',
      '/courses/waves',
    ],
    [
      'course.completed',
      () => ({ userId: learner.id, courseId, enrollmentId: subject, completedAt: now() }),
      [learner],
      'You completed Waves',
      '/courses/waves',
    ],
    [
      'review.posted',
      () => ({ reviewId: subject, courseId, authorId: author.id, stars: 4 }),
      [teacher, second],
      'A new review of Waves',
      '/courses/waves#reviews',
    ],
    [
      'review.replied',
      () => ({ reviewId: subject, courseId, authorId: author.id, replierId: teacher.id }),
      [author],
      'An answer to your review of Waves',
      '/courses/waves#reviews',
    ],
    [
      'order.paid',
      () => ({ orderId: subject, userId: learner.id, lines: [line] }),
      [learner],
      'Thank you for your order',
      `/orders/${subject}`,
    ],
    [
      'order.refunded',
      () => ({ orderId: subject, refundId: randomUUID(), userId: learner.id, lines: [line] }),
      [learner],
      'Your refund is on its way',
      `/orders/${subject}`,
    ],
  ];

  it.each(told)('%s', async (name, payload, recipients, title, path) => {
    const before = await house.as().db.query<unknown[]>('SELECT FROM notification');
    await house.deliver(name, payload() as EventPayload<typeof name>);
    const after = await house.as().db.query<unknown[]>('SELECT FROM notification');
    expect(after).toHaveLength(before.length + recipients.length);
    for (const viewer of recipients) {
      const newest = (await mine(viewer)).notifications!.nodes.find((found) => found.title === title);
      expect(newest?.url).toMatch(new RegExp(`${path}$`));
    }
  });

  it('what happens in a thread: who is mentioned, who follows, whose answer was accepted', async () => {
    const [asker, mentioned] = [someone(), someone()];
    const post = {
      postId: randomUUID(),
      threadId: subject,
      courseId,
      lessonId: null,
      organisationId: null,
      kind: 'QUESTION' as const,
      isOpening: false,
      authorId: author.id,
      title: 'Why <waves>?',
      courseTitle: 'Waves',
      snippet: 'Because {count}.',
    };
    await house.deliver('post.published', { ...post, mentionedIds: [mentioned.id, author.id] });
    await house.deliver('post.published', { ...post, mentionedIds: [] });
    for (let answers = 0; answers < 2; answers += 1)
      await house.deliver('post.followed', { ...post, recipientIds: [asker.id, mentioned.id] });
    await house.deliver('post.followed', { ...post, kind: 'DISCUSSION', recipientIds: [asker.id] });
    await house.deliver('answer.accepted', { ...post, authorId: null, recipientId: mentioned.id });
    expect((await titles(mentioned)).toSorted()).toEqual([
      'A new answer to “Why <waves>?”',
      'A new answer to “Why <waves>?”',
      'You are mentioned in “Why <waves>?”',
      'Your answer to “Why <waves>?” was accepted',
    ]);
    const { notificationGroups: groups, notifications: all } = await mine(asker);
    expect(groups!.nodes.map(({ title }) => title).toSorted()).toEqual([
      '2 new answers to “Why <waves>?”',
      'A new post in “Why <waves>?”',
    ]);
    expect(all!.nodes[0]!.body).toContain('\n\nBecause {count}.');
    expect(all!.nodes[0]!.url).toMatch(new RegExp(`/courses/waves/threads/${subject}$`));
  });

  it('what a moderator removed is read by nobody any more, in no list, digest or letter that waits; what was approved is', async () => {
    const [follower, gatherer] = [someone(), someone()];
    const people = [follower.id, gatherer.id];
    await house.make(
      contactFactory,
      people.map((userId) => ({ userId, email: `${userId}@lyceum.test` })),
    );
    await house.as().db.query(
      `INSERT INTO notification_settings (user_id, digest, digest_at, digest_weekday, changed_at)
       VALUES ($1, 'DAILY', 480, 1, now())`,
      [gatherer.id],
    );
    const { mailer } = house.house;
    const send = mailer.send.bind(mailer);
    mailer.send = () => Promise.reject(new Error('away'));
    const post = (snippet: string) => ({
      postId: randomUUID(),
      threadId: randomUUID(),
      courseId,
      lessonId: null,
      organisationId: null,
      kind: 'DISCUSSION' as const,
      isOpening: true,
      authorId: author.id,
      title: `About ${snippet}`,
      courseTitle: 'Waves',
      snippet,
      recipientIds: people,
    });
    const [insult, praise] = [post('an insult'), post('praise')];
    for (const one of [insult, praise]) await house.deliver('post.followed', one);
    mailer.send = send;
    for (const [{ postId, threadId }, decision] of [
      [insult, 'REMOVE'],
      [praise, 'APPROVE'],
    ] as const) {
      const about = { postId, threadId, courseId, organisationId: null, recipientId: author.id };
      const said = { sanction: null, until: null, reason: null, wasHidden: false, title: 'About' };
      await house.deliver('post.moderated', { ...about, ...said, decision });
    }
    await house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    await house.settle();
    for (const viewer of [follower, gatherer]) {
      expect(await titles(viewer)).toEqual(['A new post in “About praise”']);
      expect(await mine(viewer)).toMatchObject({
        unreadNotifications: 1,
        notificationGroups: { nodes: [{ count: 1 }] },
      });
      const letters = mailer.letters.filter(({ to }) => to === `${viewer.id}@lyceum.test`);
      expect(letters).toHaveLength(1);
      expect(letters[0]!.text).toContain('praise');
      expect(letters[0]!.text).not.toContain('insult');
    }
    const kept = `SELECT FROM notification WHERE facts::text LIKE '%insult%'`;
    expect(await house.as().db.query<unknown[]>(kept)).toEqual([]);
  });

  it('who did it is not told of it', async () => {
    await house.deliver('review.posted', { reviewId: randomUUID(), courseId, authorId: teacher.id, stars: 5 });
    const counts = await Promise.all([mine(teacher), mine(second)]);
    expect(counts.map(({ unreadNotifications }) => unreadNotifications)).toEqual([1, 2]);
  });

  it('what is long past when it is told is no news: demo data and imports notify nobody', async () => {
    const late = someone();
    const startedAt = '2020-01-01T00:00:00.000Z';
    const facts = {
      userId: late.id,
      courseId,
      organisationId: null,
      enrollmentId: randomUUID(),
      runId: null,
      startedAt,
    };
    await house.deliver('enrollment.started', facts);
    await house.deliver('user.registered', { userId: late.id, registeredAt: startedAt });
    expect((await mine(late)).notifications!.nodes).toEqual([]);
  });
});

describe('exactly one per event and person', () => {
  it('whatever is delivered again, also past the inbox', async () => {
    const viewer = someone();
    const id = await welcome(viewer);
    await house.deliver('user.registered', { userId: viewer.id, registeredAt: now() }, id);
    const occasion: Occasion = {
      kind: NotificationKind.WELCOME,
      to: { people: [viewer.id] },
      courseId: null,
      subjectId: viewer.id,
      groupKey: 'again',
      actorId: null,
      facts: {},
    };
    const tell = () => house.as().transaction((tx) => tx.get(Telling).tell(occasion, id));
    await Promise.all(Array.from({ length: 20 }, tell));
    expect((await mine(viewer)).notifications!.nodes).toHaveLength(1);
  });

  it('an event that comes before that of its course is tried again, and told once', async () => {
    const viewer = someone();
    const courseId = randomUUID();
    const payload = { userId: viewer.id, courseId, enrollmentId: randomUUID(), completedAt: now() };
    const id = await house.deliver('course.completed', payload);
    expect((await mine(viewer)).notifications!.nodes).toEqual([]);
    await course({ courseId, title: 'Late' });
    await house.as().db.query(`UPDATE graphile_worker._private_jobs SET run_at = now()`);
    await house.settle();
    await house.deliver('course.completed', payload, id);
    expect(await titles(viewer)).toEqual(['You completed Late']);
  });
});

it('notifications of one thing are one group that counts what is unread', async () => {
  const teacher = someone();
  const { courseId } = await course({ title: 'Waves', instructorIds: [teacher.id] });
  for (let index = 0; index < 5; index += 1) {
    await house.deliver('review.posted', { reviewId: randomUUID(), courseId, authorId: randomUUID(), stars: 5 });
    house.clock.advance({ seconds: 1 });
  }
  await welcome(teacher);
  const { notificationGroups: groups, notifications: all } = await mine(teacher);
  expect(all!.nodes).toHaveLength(6);
  expect(groups!.nodes.map(({ title, count, unreadCount }) => [title, count, unreadCount])).toEqual([
    ['Welcome to Lyceum', 1, 1],
    ['5 new reviews of Waves', 5, 5],
  ]);
  const [, reviews] = groups!.nodes;
  expect(reviews!.newest.id).toBe(all!.nodes[1]!.id);
  await change(teacher, 'markNotificationsRead', { groupId: reviews!.id });
  expect((await mine(teacher)).unreadNotifications).toBe(1);
  await change(teacher, 'archiveNotifications', { groupId: reviews!.id });
  expect((await mine(teacher)).notificationGroups!.nodes.map(({ title }) => title)).toEqual(['Welcome to Lyceum']);
  expect((await mine(teacher, { box: 'ARCHIVE' })).notificationGroups!.nodes[0]).toMatchObject({ unreadCount: 0 });
});

it('seen, read, unread, archived and back: counters follow, and each happens once', async () => {
  const viewer = someone();
  await welcome(viewer);
  house.clock.advance({ seconds: 1 });
  await welcome(viewer);
  const [newest, oldest] = (await mine(viewer)).notifications!.nodes.map(({ id }) => id);
  const of = (unread: number, unseen: number) => ({
    id: viewer.id,
    unreadNotifications: unread,
    unseenNotifications: unseen,
  });
  expect(await mine(viewer)).toMatchObject({ unreadNotifications: 2, unseenNotifications: 2 });
  expect((await change(viewer, 'markNotificationsSeen', { all: true })).user).toEqual(of(2, 0));
  expect(await change(viewer, 'markNotificationsSeen', { all: true })).toEqual({ notifications: [], user: of(2, 0) });
  const read = await change(viewer, 'markNotificationsRead', { ids: [newest] });
  expect(read).toEqual({ notifications: [{ id: newest }], user: of(1, 0) });
  expect((await mine(viewer, { box: 'UNREAD' })).notifications!.nodes.map(({ id }) => id)).toEqual([oldest]);
  expect((await change(viewer, 'markNotificationsUnread', { ids: [newest] })).user).toEqual(of(2, 0));
  expect((await change(viewer, 'archiveNotifications', { ids: [oldest] })).user).toEqual(of(1, 0));
  expect(await mine(viewer, { box: 'ARCHIVE' })).toMatchObject({ notifications: { nodes: [{ id: oldest }] } });
  expect((await change(viewer, 'unarchiveNotifications', { ids: [oldest] })).notifications).toEqual([{ id: oldest }]);
  expect((await mine(viewer)).notifications!.nodes.map(({ id }) => id)).toEqual([newest, oldest]);
});

it('which ones must be said, in one way', async () => {
  const viewer = someone();
  const query =
    'mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { user { id } } }';
  for (const input of [{}, { all: false }, { all: true, groupId: randomUUID() }, { ids: [] }]) {
    const { errors } = await house.run(query, { viewer, variables: { input } });
    expect([input, errors?.[0]?.extensions?.['code']]).toEqual([input, 'BAD_INPUT']);
  }
});

describe('nobody else', () => {
  it('reads, counts or changes what somebody was told: no stranger, no administrator, no reference', async () => {
    const viewer = someone();
    await welcome(viewer);
    const [{ id }] = (await mine(viewer)).notifications!.nodes as [Told];
    for (const other of [someone(), administrator(randomUUID())]) {
      const empty = {
        notifications: null,
        notificationGroups: null,
        unreadNotifications: null,
        unseenNotifications: null,
      };
      expect(await mine(other, { id: viewer.id })).toEqual(empty);
      const variables = { id, of: [{ __typename: 'Notification', id }] };
      const query = `query ($id: ID!, $of: [_Any!]!) { notification(id: $id) { id } _entities(representations: $of) { ... on Notification { title } } }`;
      expect(await house.data(query, { viewer: other, variables })).toEqual({ notification: null, _entities: [null] });
      expect((await change(other, 'archiveNotifications', { ids: [id] })).notifications).toEqual([]);
    }
    expect(await titles(viewer)).toEqual(['Welcome to Lyceum']);
  });

  it('tenant: who has left an organisation is shown nothing of its courses any more', async () => {
    const organisationId = randomUUID();
    const id = randomUUID();
    const { courseId } = await course({ organisationId, title: 'Inside' });
    const started = { userId: id, courseId, organisationId, enrollmentId: randomUUID(), runId: null, startedAt: now() };
    await house.deliver('enrollment.started', started);
    expect(await titles(person(id, { organisations: [organisationId] }))).toEqual(['You are in: Inside']);
    expect(await mine(person(id))).toMatchObject({ unreadNotifications: 0, notifications: { nodes: [] } });
    expect((await mine(person(id))).notificationGroups!.nodes).toEqual([]);
  });
});

it('live: each is heard by its person as it comes, and by nobody else', async () => {
  const [viewer, other] = [someone(), someone()];
  const heard = house.as(viewer).get(NotificationLive).received()[Symbol.asyncIterator]();
  const others = house.as(other).get(NotificationLive).received()[Symbol.asyncIterator]();
  await welcome(viewer);
  await welcome(other);
  const [{ id }] = (await mine(viewer)).notifications!.nodes as [Told];
  expect((await heard.next()).value).toEqual({ notificationId: id });
  expect((await others.next()).value).not.toEqual({ notificationId: id });
  await Promise.all([heard.return?.(), others.return?.()]);
});

it('costs the same for one and for a hundred', async () => {
  const viewer = someone();
  const { courseId } = await course({ instructorIds: [viewer.id] });
  const review = () =>
    house.deliver('review.posted', { reviewId: randomUUID(), courseId, authorId: randomUUID(), stars: 3 });
  await review();
  const cost = () =>
    house.statements(MINE, { viewer, variables: { of: [{ __typename: 'User', id: viewer.id }], first: 100 } });
  const one = await cost();
  for (let index = 0; index < 30; index += 1) await review();
  expect(await cost()).toBe(one);
});
