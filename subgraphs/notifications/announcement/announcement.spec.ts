import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';
import { fanOut } from '../notification/fan-out.job';
import { transitions } from './announcement.states';

const house = subgraphTest(notifications);
/** How many an announcement reaches: `LYCEUM_TEST_LEARNERS=10000` for many. */
const many = Number(process.env['LYCEUM_TEST_LEARNERS'] ?? 1_100);
// Jobs are due by the clock of the database: what is to wait must lie behind it.
beforeEach(() => house.clock.set('2090-01-10T12:00:00Z'));

const said = { title: 'No class on Monday', body: 'Rest.\n\nThen go on.' };
const teacherId = randomUUID();
const teacher = person(teacherId);

async function courseWith(learners: readonly string[], over: object = {}) {
  const [course] = await house.make(courseFactory, [{ title: 'Waves', instructorIds: [teacherId], ...over }]);
  const { courseId, organisationId } = course!;
  const rows = JSON.stringify(learners.map((userId) => ({ id: randomUUID(), userId })));
  await house
    .as()
    .db.query(
      `INSERT INTO learner SELECT id, "userId", $2, $3 FROM json_to_recordset($1::json) AS given (id uuid, "userId" uuid)`,
      [rows, courseId, organisationId],
    );
  return courseId;
}

async function act(viewer: Viewer, name: string, input: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { announcement { id state title version } } }`;
  const { data, errors } = await house.run(query, { viewer, variables: { input } });
  const made = (data as Record<string, { announcement: { id: string; state: string; version: number } }> | null)?.[
    name
  ];
  return { ...made?.announcement, code: errors?.[0]?.extensions?.['code'] };
}

/** Runs what is due at a moment. */
async function at(moment: string): Promise<void> {
  house.clock.set(moment);
  const sql = 'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at <= $1';
  await house.as().db.query(sql, [moment]);
  await house.settle();
}

async function toldTo(userId: string): Promise<string[]> {
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { notifications { nodes { title body } } } } }`;
  const variables = { of: [{ __typename: 'User', id: userId }] };
  const { found } = await house.data<{ found: [{ notifications: { nodes: { title: string; body: string }[] } }] }>(
    query,
    {
      viewer: person(userId),
      variables,
    },
  );
  return found[0].notifications.nodes.map(({ title, body }) => `${title} | ${body}`);
}

const count = async (courseId: string): Promise<number> => {
  const sql = 'SELECT count(*)::int FROM notification WHERE course_id = $1';
  return (await house.as().db.query<{ count: number }[]>(sql, [courseId]))[0]!.count;
};

it('every edge of the table of announcements, and no other', () => {
  expect(transitions).toEqual({ SCHEDULED: ['SENT', 'CANCELLED'], SENT: [], CANCELLED: [] });
});

it('reaches everyone who learns the course, once, in the list and by letter, and not who says it', async () => {
  const [learner] = await house.make(contactFactory, [{}]);
  const courseId = await courseWith([learner!.userId, learner!.userId, teacherId]);
  expect(await act(teacher, 'createAnnouncement', { courseId, ...said })).toMatchObject({ state: 'SCHEDULED' });
  await at('2090-01-10T12:00:00Z');
  expect(await toldTo(learner!.userId)).toEqual(['Waves: No class on Monday | Rest.\n\nThen go on.']);
  expect(await toldTo(teacherId)).toEqual([]);
  const letters = house.house.mailer.letters.filter(({ to }) => to === learner!.email);
  expect(letters.map(({ subject }) => subject)).toEqual(['Waves: No class on Monday']);
});

it('waits for its time, which can be moved; what was said or cancelled is over', async () => {
  const learner = randomUUID();
  const courseId = await courseWith([learner]);
  const made = await act(teacher, 'createAnnouncement', { courseId, ...said, scheduledAt: '2090-01-11T08:00:00Z' });
  const { id } = made;
  const moved = { id, title: 'Moved', scheduledAt: '2090-01-12T08:00:00Z', expectedVersion: made.version };
  expect(await act(teacher, 'updateAnnouncement', moved)).toMatchObject({ title: 'Moved' });
  expect((await act(teacher, 'updateAnnouncement', moved)).code).toBe('CONFLICT');
  await at('2090-01-11T08:00:00Z');
  expect(await toldTo(learner)).toEqual([]);
  await at('2090-01-12T08:00:00Z');
  expect(await toldTo(learner)).toEqual(['Waves: Moved | Rest.\n\nThen go on.']);
  for (const name of ['updateAnnouncement', 'cancelAnnouncement'])
    expect((await act(teacher, name, { id })).code).toBe('ANNOUNCEMENT_OVER');
  const later = await act(teacher, 'createAnnouncement', { courseId, ...said, scheduledAt: '2090-01-13T08:00:00Z' });
  expect(await act(teacher, 'cancelAnnouncement', { id: later.id })).toMatchObject({ state: 'CANCELLED' });
  await at('2090-01-13T08:00:00Z');
  expect(await toldTo(learner)).toHaveLength(1);
});

it('is said also where its job is due by the clock of the database and not yet by ours', async () => {
  const learner = randomUUID();
  const courseId = await courseWith([learner]);
  await act(teacher, 'createAnnouncement', { courseId, ...said, scheduledAt: '2090-01-11T08:00:00Z' });
  house.clock.set('2090-01-11T07:59:59.990Z');
  await house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await house.settle();
  expect(await toldTo(learner)).toEqual([]);
  await at('2090-01-11T08:00:00Z');
  expect(await toldTo(learner)).toHaveLength(1);
});

it('is told page by page, and everyone once also where a page is told again', async () => {
  const learners = Array.from({ length: many }, () => randomUUID());
  const courseId = await courseWith(learners);
  // Known, and without an address: what is counted here are rows, not letters.
  const sql = `INSERT INTO contact SELECT id, 1, NULL, 'Somebody', 'en', 'UTC', false FROM unnest($1::uuid[]) id`;
  await house.as().db.query(sql, [learners]);
  const { id } = await act(teacher, 'createAnnouncement', { courseId, ...said });
  await at('2090-01-10T12:00:00Z');
  expect(await count(courseId)).toBe(many);
  const kind = 'ANNOUNCEMENT' as never;
  const about = { courseId, actorId: teacherId, subjectId: id!, groupKey: 'again', facts: {} };
  const to = { learnersOf: courseId };
  await fanOut.run(house.as(), { occasion: { kind, to, ...about }, to, eventId: id!, after: null });
  await house.settle();
  expect(await count(courseId)).toBe(many);
});

it('whoever has left the course is not told, also where the news of both come in the wrong order', async () => {
  const userId = randomUUID();
  const courseId = await courseWith([]);
  const started = {
    enrollmentId: randomUUID(),
    userId,
    courseId,
    runId: null,
    organisationId: null,
    startedAt: '2089-01-01T00:00:00Z',
  };
  await house.deliver('enrollment.ended', { ...started, endedAt: '2090-01-01T00:00:00Z', reason: 'LEFT' });
  await house.deliver('enrollment.started', started);
  await act(teacher, 'createAnnouncement', { courseId, ...said });
  await at('2090-01-10T12:00:00Z');
  expect(await toldTo(userId)).toEqual([]);
});

it('live sessions remind all who learn the course, and tell when they are cancelled', async () => {
  const learner = randomUUID();
  const courseId = await courseWith([learner]);
  const live = { liveSessionId: randomUUID(), lessonId: randomUUID(), courseId, organisationId: null };
  await house.deliver('live.reminded', { ...live, scheduledAt: '2090-01-10T12:10:00Z', minutesBefore: 10 });
  await house.deliver('live.cancelled', live);
  expect((await toldTo(learner)).toSorted().map((text) => text.split(' | ')[0])).toEqual([
    'A live session of Waves is cancelled',
    'Waves is live in 10 minutes',
  ]);
});

describe('who may', () => {
  const LIST = `query ($courseId: ID!, $id: ID!) { announcements(courseId: $courseId) { nodes { state } totalCount } announcement(id: $id) { id } }`;

  it('say and plan: whoever teaches or edits the course; read what was said: whoever learns it; the rest: nothing', async () => {
    const organisationId = randomUUID();
    const learnerId = randomUUID();
    const courseId = await courseWith([learnerId], { organisationId });
    const insider = { organisations: [organisationId] };
    const editing = grant('editor', ['course.edit'], { organisationId });
    const staff = [
      person(teacherId, insider),
      person(randomUUID(), { ...insider, grants: [editing] }),
      administrator(randomUUID()),
    ];
    for (const viewer of staff)
      expect(await act(viewer, 'createAnnouncement', { courseId, ...said })).toMatchObject({ state: 'SCHEDULED' });
    await at('2090-01-10T12:00:00Z');
    const planned = await act(staff[0]!, 'createAnnouncement', {
      courseId,
      ...said,
      scheduledAt: '2090-02-01T00:00:00Z',
    });
    const list = async (viewer: Viewer) => {
      const variables = { courseId, id: planned.id };
      return house.data<{ announcements: { totalCount: number }; announcement: unknown }>(LIST, { viewer, variables });
    };
    for (const viewer of staff)
      expect(await list(viewer)).toMatchObject({ announcements: { totalCount: 4 }, announcement: { id: planned.id } });
    const learner = person(learnerId, insider);
    expect(await list(learner)).toMatchObject({ announcements: { totalCount: 3 }, announcement: null });
    // Of the organisation and not in the course; in the course and not of the organisation; a teacher who left it; anybody.
    const strangers = [person(randomUUID(), insider), person(learnerId), person(teacherId), person(randomUUID())];
    for (const viewer of strangers)
      expect(await list(viewer)).toMatchObject({ announcements: { totalCount: 0 }, announcement: null });
    for (const viewer of [learner, ...strangers]) {
      expect((await act(viewer, 'createAnnouncement', { courseId, ...said })).code).toBe('NOT_FOUND');
      expect((await act(viewer, 'cancelAnnouncement', { id: planned.id })).code).toBe('NOT_FOUND');
      const query = 'query ($courseId: ID!) { announcementAudience(courseId: $courseId) { count } }';
      const { errors } = await house.run(query, { viewer, variables: { courseId } });
      expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    }
  });

  it('see whom it would reach: how many, and the first ten', async () => {
    const courseId = await courseWith(Array.from({ length: 12 }, () => randomUUID()));
    const query = 'query ($courseId: ID!) { announcementAudience(courseId: $courseId) { count sample { id } } }';
    const { announcementAudience: audience } = await house.data<{
      announcementAudience: { count: number; sample: unknown[] };
    }>(query, { viewer: teacher, variables: { courseId } });
    expect([audience.count, audience.sample.length]).toEqual([12, 10]);
  });
});
