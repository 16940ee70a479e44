import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { courseFacts } from '../course/course.factory';
import { Follow } from './follow.entity';

const house = subgraphTest(notifications);
/** How many follow, so that they are told in more than one page. */
const many = 520;

const mutations = {
  followInstructor: 'userId',
  unfollowInstructor: 'userId',
  followCategory: 'categoryId',
  unfollowCategory: 'categoryId',
} as const;

async function act(viewer: Viewer, name: keyof typeof mutations, id: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { user { followedInstructors { id } followedCategories { id } } } }`;
  const { data, errors } = await house.run(query, { viewer, variables: { input: { [mutations[name]]: id } } });
  const { user } = (data as Record<string, { user: Followed } | null> | null)?.[name] ?? {};
  return user ? listed(user) : errors?.[0]?.extensions?.['code'];
}

interface Followed {
  readonly followedInstructors: { id: string }[] | null;
  readonly followedCategories: { id: string }[] | null;
}

const listed = ({ followedInstructors, followedCategories }: Followed) =>
  [followedInstructors, followedCategories].map((all) => all?.map(({ id }) => id) ?? null);

/** A follower each, of what is given. */
async function followersOf(...ids: [Follow['subject'], string][]): Promise<string[]> {
  const rows = ids.map(([subject, subjectId]) => ({
    subject,
    subjectId,
    userId: randomUUID(),
    followedAt: new Date(),
  }));
  await house.as().db.insert(Follow, rows);
  return rows.map(({ userId }) => userId);
}

const category = (parentId: string | null = null, categoryId: string = randomUUID(), version = 1): Promise<string> =>
  house.deliver('category.changed', { categoryId, version, parentId, organisationId: null }).then(() => categoryId);

type Given = Parameters<typeof courseFacts>[0];

/** A course comes into the catalogue, as its events say. */
async function publish(given: Given, over: { publishedAt?: string; isAgain?: boolean } = {}) {
  const facts = courseFacts(given);
  const { courseId, organisationId, version } = facts;
  const publishedAt = over.publishedAt ?? house.clock.now().toISOString();
  if (!over.isAgain) await house.deliver('course.changed', facts);
  await house.deliver('course.published', { courseId, organisationId, version, publishedAt });
  return facts;
}

/** Who was told of a course, each as often as they were. */
async function toldOf(courseId: string): Promise<string[]> {
  const sql = `SELECT user_id AS id FROM notification WHERE course_id = $1 AND kind = 'COURSE_PUBLISHED'`;
  return (await house.as().db.query<{ id: string }[]>(sql, [courseId])).map(({ id }) => id).toSorted();
}

it('somebody follows and unfollows; only they see what, and only so much', async () => {
  const [viewer, other] = [person(randomUUID()), administrator(randomUUID())];
  const [teacher, software] = [randomUUID(), randomUUID()];
  for (let again = 0; again < 2; again += 1)
    expect(await act(viewer, 'followInstructor', teacher)).toEqual([[teacher], []]);
  expect(await act(viewer, 'followCategory', software)).toEqual([[teacher], [software]]);
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { followedInstructors { id } followedCategories { id } } } }`;
  const variables = { of: [{ __typename: 'User', id: viewer.id }] };
  const { found } = await house.data<{ found: [Followed] }>(query, { viewer: other, variables });
  expect(listed(found[0])).toEqual([null, null]);
  expect(await act(other, 'unfollowInstructor', teacher)).toEqual([[], []]);
  expect(await act(viewer, 'unfollowCategory', teacher)).toEqual([[teacher], [software]]);
  expect(await act(viewer, 'unfollowInstructor', teacher)).toEqual([[], [software]]);
  expect(await act(viewer, 'unfollowCategory', software)).toEqual([[], []]);
  const rows = `INSERT INTO follow SELECT $1, 'INSTRUCTOR', gen_random_uuid(), now() FROM generate_series(1, 1000)`;
  await house.as().db.query(rows, [viewer.id]);
  expect(await act(viewer, 'followInstructor', teacher)).toBe('TOO_MANY_FOLLOWS');
});

describe('A course that is published first', () => {
  it('is told to who follows an instructor, its category, or one above: once each, in the list and by letter', async () => {
    const [owner, second] = [randomUUID(), randomUUID()];
    const software = await category();
    const databases = await category(software);
    const elsewhere = await category(software);
    const [one, two, three, four, ...others] = await followersOf(
      ['INSTRUCTOR', owner],
      ['INSTRUCTOR', second],
      ['CATEGORY', software],
      ['CATEGORY', databases],
      ['CATEGORY', elsewhere],
      ['INSTRUCTOR', randomUUID()],
    );
    await house.make(contactFactory, [{ userId: one! }]);
    await act(person(one!), 'followCategory', databases);
    // Who teaches it knows.
    await act(person(owner), 'followCategory', databases);
    const given = { title: 'Indexes', categoryId: databases, instructorIds: [owner, second] };
    const { courseId } = await publish(given);
    expect(await toldOf(courseId)).toEqual([one, two, three, four].toSorted());
    expect(others).toHaveLength(2);
    const letters = house.house.mailer.letters.filter(({ to }) => to === `${one!}@lyceum.test`);
    expect(letters.map(({ subject }) => subject)).toEqual(['A new course: Indexes']);
  });

  it('is told page by page, and not again when it was taken out of the catalogue and comes back', async () => {
    const owner = randomUUID();
    const rows = `INSERT INTO follow SELECT gen_random_uuid(), 'INSTRUCTOR', $1, now() FROM generate_series(1, $2)`;
    await house.as().db.query(rows, [owner, many]);
    // Known, and without an address: what is counted here are rows, not letters.
    const known = `INSERT INTO contact SELECT user_id, 1, NULL, 'Somebody', 'en', 'UTC', false FROM follow WHERE subject_id = $1`;
    await house.as().db.query(known, [owner]);
    const { courseId } = await publish({ instructorIds: [owner] });
    const told = await toldOf(courseId);
    expect([told.length, new Set(told).size]).toEqual([many, many]);
    await followersOf(['INSTRUCTOR', owner]);
    await publish({ courseId, version: 2, instructorIds: [owner] });
    await publish({ courseId, version: 2 }, { isAgain: true });
    expect(await toldOf(courseId)).toEqual(told);
  });

  it('waits for what it is there, in whatever order its events come', async () => {
    const owner = randomUUID();
    const [follower] = await followersOf(['INSTRUCTOR', owner]);
    const draft = courseFacts({ title: 'Draft', status: 'DRAFT', instructorIds: [randomUUID()] });
    await house.deliver('course.changed', draft);
    const { courseId } = await publish({ courseId: draft.courseId, version: 2 }, { isAgain: true });
    expect(await toldOf(courseId)).toEqual([]);
    await house.deliver('course.changed', { ...draft, version: 2, status: 'PUBLISHED', instructorIds: [owner] });
    await house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    await house.settle();
    expect(await toldOf(courseId)).toEqual([follower]);
  });

  it('is no news where that was long ago: demo data, imports, and courses from before anybody could follow', async () => {
    const owner = randomUUID();
    await followersOf(['INSTRUCTOR', owner]);
    const { courseId } = await publish({ instructorIds: [owner] }, { publishedAt: '2020-01-01T00:00:00.000Z' });
    expect(await toldOf(courseId)).toEqual([]);
  });

  it('Existence: of a course of an organisation only those hear who learn there', async () => {
    const [owner, organisationId] = [randomUUID(), randomUUID()];
    const [inside, left] = await followersOf(['INSTRUCTOR', owner], ['INSTRUCTOR', owner], ['INSTRUCTOR', owner]);
    for (const [userId, endedAt] of [
      [inside!, null],
      [left!, '2025-01-01T00:00:00.000Z'],
    ]) {
      const sql =
        'INSERT INTO learner (enrollment_id, user_id, course_id, organisation_id, ended_at) VALUES ($1, $2, $3, $4, $5)';
      await house.as().db.query(sql, [randomUUID(), userId, randomUUID(), organisationId, endedAt]);
    }
    const { courseId } = await publish({ organisationId, instructorIds: [owner] });
    expect(await toldOf(courseId)).toEqual([inside]);
  });

  it('Erasure: who is erased follows nobody, and is followed by nobody', async () => {
    const [owner, follower] = [randomUUID(), randomUUID()];
    await act(person(follower), 'followInstructor', owner);
    await act(person(owner), 'followInstructor', randomUUID());
    await house.deliver('user.erased', { userId: owner });
    const sql = 'SELECT FROM follow WHERE $1 IN (user_id, subject_id)';
    expect(await house.as().db.query<unknown[]>(sql, [owner])).toEqual([]);
  });
});

it('a cycle that stands in the tree for a moment tells everyone once', async () => {
  const [upper, lower] = [randomUUID(), randomUUID()];
  await category(lower, upper);
  await category(upper, lower);
  const told = await followersOf(['CATEGORY', upper], ['CATEGORY', lower]);
  const { courseId } = await publish({ categoryId: lower });
  expect(await toldOf(courseId)).toEqual(told.toSorted());
});
