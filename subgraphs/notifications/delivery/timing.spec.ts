import { randomUUID } from 'node:crypto';
import { person } from '../../../kit/testing/viewers';
import type { Mail } from '../../../kit/mail/mailer';
import type { Scope } from '../../../kit/scope/scope';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';
import { NotificationKind } from '../kind/kind';
import type { Recipients } from '../kind/occasion';
import { Telling } from '../notification/telling';
import { Delivery } from './delivery.entity';
import { DigestRhythm, nextDigest } from '../settings/digest-time';
import { readMinutes } from '../settings/wall-clock';

const house = subgraphTest(notifications, { PUBLIC_URL: 'https://lyceum.test' });
// Jobs are due by the clock of the database: what is to wait must lie behind it.
beforeEach(() => house.clock.set('2090-01-10T12:00:00Z'));

const now = (): string => house.clock.now().toISOString();
const lettersTo = (email: string): readonly Mail[] => house.house.mailer.letters.filter(({ to }) => to === email);
const welcome = (userId: string): Promise<string> => house.deliver('user.registered', { userId, registeredAt: now() });

async function someone(given: Parameters<typeof contactFactory>[1] = {}) {
  const [made] = await house.make(contactFactory, [{ timeZone: 'Europe/Berlin', ...given }]);
  return made!;
}

async function act(userId: string, name: string, input: object): Promise<void> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { user { id } } }`;
  await house.data(query, { viewer: person(userId), variables: { input } });
}

async function settingsOf(userId: string, asWhom = userId) {
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { unreadNotifications
    notificationPreferences { kind channel isOn isDefault } notificationTimes { quietHours { from until } digest digestAt digestWeekday timeZone mutedCourses { id } } } } }`;
  const variables = { of: [{ __typename: 'User', id: userId }] };
  const data = await house.data<{ found: [Record<string, unknown>] }>(query, { viewer: person(asWhom), variables });
  return data.found[0];
}

/** Runs what is due at a moment. */
async function at(moment: string): Promise<void> {
  house.clock.set(moment);
  const sql = 'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at <= $1';
  await house.as().db.query(sql, [moment]);
  await house.settle();
}

const choose = (userId: string, kind: string, channel: string, isOn: boolean) =>
  act(userId, 'setNotificationPreferences', { preferences: [{ kind, channel, isOn }] });

describe('preferences', () => {
  it('what nobody chose is as each kind has it; a choice counts from then on, and can be taken back', async () => {
    const { userId, email } = await someone();
    const of = async (kind: string, channel: string) => {
      const { notificationPreferences: all } = await settingsOf(userId);
      return (all as { kind: string; channel: string }[]).find((one) => one.kind === kind && one.channel === channel);
    };
    expect(await of('WELCOME', 'EMAIL')).toMatchObject({ isOn: true, isDefault: true });
    expect(await of('ENROLLED', 'EMAIL')).toMatchObject({ isOn: false, isDefault: true });
    await choose(userId, 'WELCOME', 'EMAIL', false);
    await welcome(userId);
    expect(lettersTo(email)).toEqual([]);
    expect(await of('WELCOME', 'EMAIL')).toMatchObject({ isOn: false, isDefault: false });
    await choose(userId, 'WELCOME', 'EMAIL', true);
    await welcome(userId);
    expect(lettersTo(email)).toHaveLength(1);
  });

  it('by letter only: it is in no list and no count; by no way: there is nothing', async () => {
    const { userId, email } = await someone();
    await choose(userId, 'WELCOME', 'IN_APP', false);
    await welcome(userId);
    expect(lettersTo(email)).toHaveLength(1);
    expect((await settingsOf(userId))['unreadNotifications']).toBe(0);
    await choose(userId, 'WELCOME', 'EMAIL', false);
    await welcome(userId);
    const rows = await house.as().db.query<unknown[]>('SELECT FROM notification WHERE user_id = $1', [userId]);
    expect(rows).toHaveLength(1);
  });

  it('are nobody’s but their own', async () => {
    const { userId } = await someone();
    const nothing = { unreadNotifications: null, notificationPreferences: null, notificationTimes: null };
    expect(await settingsOf(userId, randomUUID())).toEqual(nothing);
  });
});

it('a course that was muted says nothing but what is urgent, until it is heard again', async () => {
  const { userId, email } = await someone();
  const [course] = await house.make(courseFactory, [{ title: 'Waves', instructorIds: [userId] }]);
  const { courseId } = course!;
  const review = () =>
    house.deliver('review.posted', { reviewId: randomUUID(), courseId, authorId: randomUUID(), stars: 5 });
  await act(userId, 'muteCourse', { courseId });
  await act(userId, 'muteCourse', { courseId });
  expect(await settingsOf(userId)).toMatchObject({ notificationTimes: { mutedCourses: [{ id: courseId }] } });
  await review();
  expect((await settingsOf(userId))['unreadNotifications']).toBe(0);
  const about = { userId, courseId, organisationId: null, runId: randomUUID(), promotedAt: now() };
  await house.deliver('waitlist.promoted', about);
  expect(lettersTo(email).map(({ subject }) => subject)).toEqual(['A seat is yours: Waves']);
  await act(userId, 'unmuteCourse', { courseId });
  await review();
  expect(lettersTo(email)).toHaveLength(2);
});

describe('quiet hours', () => {
  const quietHours = { from: '22:00', until: '07:00' };

  it('a letter waits for their end in the person’s zone; the list does not', async () => {
    const { userId, email } = await someone({ timeZone: 'Europe/Berlin' });
    await act(userId, 'setNotificationTimes', { quietHours });
    house.clock.set('2090-01-10T23:30:00Z');
    await welcome(userId);
    expect((await settingsOf(userId))['unreadNotifications']).toBe(1);
    await at('2090-01-11T05:59:00Z');
    expect(lettersTo(email)).toEqual([]);
    await at('2090-01-11T06:00:00Z');
    expect(lettersTo(email)).toHaveLength(1);
  });

  it('also where they are set, or a second try falls into them, while a letter waits', async () => {
    const { userId, email } = await someone({ timeZone: 'Europe/Berlin' });
    const { mailer } = house.house;
    const send = mailer.send.bind(mailer);
    mailer.send = () => Promise.reject(new Error('away'));
    await welcome(userId);
    mailer.send = send;
    await act(userId, 'setNotificationTimes', { quietHours });
    house.clock.set('2090-01-10T22:00:00Z');
    await house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    await house.settle();
    expect(lettersTo(email)).toEqual([]);
    await at('2090-01-11T06:00:00Z');
    expect(lettersTo(email)).toHaveLength(1);
    expect(await settingsOf(userId)).toMatchObject({ notificationTimes: { quietHours, timeZone: 'Europe/Berlin' } });
    await act(userId, 'setNotificationTimes', { quietHours: null });
    expect(await settingsOf(userId)).toMatchObject({ notificationTimes: { quietHours: null } });
  });
});

describe('digests', () => {
  const daily = { digest: 'DAILY', digestAt: '08:00' };

  it('one letter gathers what came, at its local time, without what was read meanwhile', async () => {
    const { userId, email } = await someone();
    const [course] = await house.make(courseFactory, [{ title: 'Waves', instructorIds: [userId] }]);
    await act(userId, 'setNotificationTimes', daily);
    const first = await welcome(userId);
    await house.deliver('user.registered', { userId, registeredAt: now() }, first);
    for (const stars of [1, 5])
      await house.deliver('review.posted', {
        reviewId: randomUUID(),
        courseId: course!.courseId,
        authorId: randomUUID(),
        stars,
      });
    await house.as().db.query(`UPDATE notification SET read_at = now() WHERE event_id = $1`, [first]);
    await at('2090-01-11T06:59:00Z');
    expect(lettersTo(email)).toEqual([]);
    await at('2090-01-11T07:00:00Z');
    const [letter, ...others] = lettersTo(email);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ subject: '2 things happened at Lyceum' });
    expect(letter!.text).toContain('Waves” 5 stars');
    expect(letter!.text).toContain('Waves” 1 star');
    expect(letter!.text).not.toContain('Welcome');
    expect(letter!.headers?.['List-Unsubscribe']).toContain('/DIGEST/');
    const states = await house.as().db.findBy(Delivery, { userId });
    expect(states.map(({ state, problem }) => [state, problem]).toSorted()).toEqual([
      ['SENT', null],
      ['SENT', null],
      ['SENT', null],
      ['SKIPPED', 'READ'],
    ]);
  });

  it('no letter where everything was read', async () => {
    const { userId, email } = await someone();
    await act(userId, 'setNotificationTimes', daily);
    await welcome(userId);
    await house.as().db.query(`UPDATE notification SET read_at = now() WHERE user_id = $1`, [userId]);
    await at('2090-01-11T07:00:00Z');
    expect(lettersTo(email)).toEqual([]);
    const states = await house.as().db.findBy(Delivery, { userId });
    expect(states.map(({ problem }) => problem).toSorted()).toEqual(['NOTHING_NEW', 'READ']);
  });

  it('what is urgent does not wait, and what comes later is in the next one', async () => {
    const { userId, email } = await someone();
    const [course] = await house.make(courseFactory, [{ title: 'Waves' }]);
    await act(userId, 'setNotificationTimes', daily);
    const about = { userId, courseId: course!.courseId, organisationId: null, runId: randomUUID() };
    await house.deliver('waitlist.promoted', { ...about, promotedAt: now() });
    expect(lettersTo(email)).toHaveLength(1);
    await welcome(userId);
    await at('2090-01-11T07:00:00Z');
    await welcome(userId);
    await at('2090-01-11T12:00:00Z');
    expect(lettersTo(email)).toHaveLength(2);
    await at('2090-01-12T07:00:00Z');
    expect(lettersTo(email).map(({ messageId }) => messageId)).toEqual([
      ...new Set(lettersTo(email).map(({ messageId }) => messageId)),
    ]);
    expect(lettersTo(email)).toHaveLength(3);
  });

  it('what is told while the letter goes, or just before its hour and written after it, is in the next one', async () => {
    const { userId, email } = await someone();
    await act(userId, 'setNotificationTimes', daily);
    await welcome(userId);
    const { mailer } = house.house;
    const send = mailer.send.bind(mailer);
    const kind = NotificationKind.WELCOME;
    const occasion = { kind, to: { people: [userId] }, courseId: null, actorId: null, subjectId: userId, facts: {} };
    mailer.send = async (mail) => {
      const telling = (tx: Scope) => tx.get(Telling).tell({ ...occasion, groupKey: 'meanwhile' }, randomUUID());
      await house.as().transaction(telling);
      await send(mail);
    };
    await at('2090-01-11T07:00:00Z');
    mailer.send = send;
    house.clock.set('2090-01-11T06:59:59.990Z');
    await welcome(userId);
    expect(lettersTo(email).map(({ subject }) => subject)).toEqual(['1 thing happened at Lyceum']);
    await at('2090-01-12T07:00:00Z');
    expect(lettersTo(email).map(({ subject }) => subject)).toEqual([
      '1 thing happened at Lyceum',
      '2 things happened at Lyceum',
    ]);
    const states = await house.as().db.findBy(Delivery, { userId });
    expect(states.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'SENT'));
  });

  it.each([
    [DigestRhythm.HOURLY, '2027-03-28T00:15Z', 'Europe/Berlin', '08:00', 1, '2027-03-28T01:00'],
    [DigestRhythm.HOURLY, '2027-03-28T00:15Z', 'Asia/Kolkata', '08:00', 1, '2027-03-28T00:30'],
    [DigestRhythm.DAILY, '2027-03-27T12:00Z', 'Europe/Berlin', '08:00', 1, '2027-03-28T06:00'],
    [DigestRhythm.DAILY, '2027-10-30T12:00Z', 'Europe/Berlin', '08:00', 1, '2027-10-31T07:00'],
    // The hour that is left out: at its change; the one that comes twice: once.
    [DigestRhythm.DAILY, '2027-03-27T12:00Z', 'Europe/Berlin', '02:30', 1, '2027-03-28T01:00'],
    [DigestRhythm.DAILY, '2027-10-31T00:00Z', 'Europe/Berlin', '02:30', 1, '2027-10-31T00:30'],
    [DigestRhythm.DAILY, '2027-10-31T00:30Z', 'Europe/Berlin', '02:30', 1, '2027-11-01T01:30'],
    [DigestRhythm.WEEKLY, '2027-03-26T12:00Z', 'Europe/Berlin', '08:00', 1, '2027-03-29T06:00'],
    [DigestRhythm.WEEKLY, '2027-03-29T06:00Z', 'Europe/Berlin', '08:00', 1, '2027-04-05T06:00'],
    [DigestRhythm.WEEKLY, '2027-03-28T21:00Z', 'America/New_York', '20:00', 7, '2027-03-29T00:00'],
  ])('%s after %s in %s at %s, day %d', (digest, from, zone, digestAt, digestWeekday, expected) => {
    const plan = { digest, digestAt: readMinutes(digestAt), digestWeekday };
    expect(nextDigest(new Date(from), plan, zone)?.toISOString().slice(0, 16)).toBe(expected);
  });

  it('one that would go in quiet hours goes at their end, with what came in them', async () => {
    const { userId, email } = await someone();
    await act(userId, 'setNotificationTimes', { digest: 'HOURLY', quietHours: { from: '13:30', until: '17:10' } });
    await welcome(userId);
    house.clock.set('2090-01-10T13:20:00Z');
    await welcome(userId);
    await at('2090-01-10T16:00:00Z');
    expect(lettersTo(email)).toEqual([]);
    await at('2090-01-10T16:10:00Z');
    expect(lettersTo(email).map(({ subject }) => subject)).toEqual(['2 things happened at Lyceum']);
  });
});

it('nobody’s list waits for the letters of others: they go after all else that is due, and digests last', async () => {
  const [gatherer, reader] = [await someone(), await someone()];
  await act(gatherer.userId, 'setNotificationTimes', { digest: 'HOURLY' });
  const kind = NotificationKind.WELCOME;
  const tell = (to: Recipients) => {
    const occasion = { kind, to, courseId: null, actorId: null, subjectId: randomUUID(), groupKey: 'x', facts: {} };
    return house.as().transaction((tx) => tx.get(Telling).tell(occasion, randomUUID()));
  };
  for (const { userId } of [gatherer, reader]) await tell({ people: [userId] });
  await tell({ learnersOf: randomUUID() });
  const sql = `
    SELECT coalesce(user_id::text, task.identifier) AS what FROM graphile_worker._private_jobs job
      JOIN graphile_worker._private_tasks task ON task.id = job.task_id
      LEFT JOIN delivery ON delivery.id = (payload ->> 'deliveryId')::uuid
     WHERE user_id = ANY($1::uuid[]) OR task.identifier = 'fan_out' ORDER BY priority`;
  const jobs = await house.as().db.query<{ what: string }[]>(sql, [[gatherer.userId, reader.userId]]);
  expect(jobs.map(({ what }) => what)).toEqual(['fan_out', reader.userId, gatherer.userId]);
});

it('every kind says whether it is urgent, and by which ways it comes', async () => {
  const { userId } = await someone();
  const { notificationPreferences: all } = await settingsOf(userId);
  expect(new Set((all as { kind: string }[]).map(({ kind }) => kind))).toEqual(
    new Set(Object.values(NotificationKind)),
  );
});
