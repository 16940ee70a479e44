import { Viewer } from '../../kit/identity/viewer';
import { until } from '../../kit/testing/until';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { tell } from '../../subgraphs/courses/course/course.events';
import { makeCourses } from '../course-page/course-world';
import { lyceumTest } from '../harness/lyceum';
import { makePerson, type Person } from '../harness/people';

const calls: string[] = [];
const opened = lyceumTest({
  wrapClient: (client) => ({
    ...client,
    execute: (...call) => {
      calls.push(client.name);
      return client.execute(...call);
    },
  }),
});

const PAGE = '{ courses(first: 5) { nodes { title lessonCount instructors { user { displayName } } } } }';
const MINE = '{ me { learningNow { course { id title } } } }';
const ONE = 'query ($id: ID!) { course(id: $id) { title lessonCount instructors { user { displayName } } } }';
const RENAME = 'mutation ($input: UpdateCourseInput!) { updateCourse(input: $input) { course { title } } }';

interface Mine {
  readonly me: {
    readonly learningNow: readonly { readonly course: { readonly id: string; readonly title: string } | null }[];
  };
}

let teacher: Person;
let learner: Person;
let courseId: string;

beforeAll(async () => {
  const { lyceum } = opened;
  teacher = await makePerson(lyceum, { username: 'teacher', roles: ['instructor'] });
  learner = await makePerson(lyceum, { username: 'learner' });
  const given = { count: 2, learnerId: learner.id, teacherIds: [teacher.id] as const, reviewerIds: [] };
  [courseId = ''] = await makeCourses(lyceum.platform, given);
});

/** Which subgraphs it takes to answer. */
async function callsFor(query: string, { token }: Person): Promise<string[]> {
  calls.length = 0;
  await opened.lyceum.ask(query, { token });
  return calls.toSorted();
}

async function titleFor({ token }: Person): Promise<string | undefined> {
  const { me } = await opened.lyceum.ask<Mine>(MINE, { token });
  return me.learningNow.find(({ course }) => course?.id === courseId)?.course?.title;
}

/** Nothing that was kept before is shown. */
const later = () => opened.lyceum.house.clock.advance({ seconds: 61 });

it('what one person was shown of public entities costs the next one no calls', async () => {
  later();
  const first = await callsFor(PAGE, learner);
  expect(new Set(first)).toEqual(new Set(['courses', 'lessons', 'users']));
  expect(await callsFor(PAGE, teacher)).toEqual(['courses']);
  const { lyceum } = opened;
  const [one, other] = [await lyceum.ask(PAGE, learner), await lyceum.ask(PAGE, teacher)];
  expect(one).toEqual(other);
  expect(one).toMatchObject({ courses: { nodes: [{ lessonCount: 3 }, { lessonCount: 3 }] } });
});

it('hits are counted by subgraph', async () => {
  await callsFor(PAGE, learner);
  const text = await (await fetch(`${opened.lyceum.url}/metrics`)).text();
  for (const subgraph of ['users', 'lessons'])
    expect(text).toMatch(
      new RegExp(`lyceum_gateway_entity_cache_total\\{subgraph="${subgraph}",result="hit"\\} [1-9]`),
    );
});

it('rename a course: who has done it sees that at once, and so does the next page of everyone else', async () => {
  const { lyceum } = opened;
  expect(await titleFor(learner)).toBe('Course 1');
  await lyceum.ask(RENAME, { token: teacher.token, variables: { input: { id: courseId, title: 'Reading the Wind' } } });
  await until(async () => (await titleFor(learner)) === 'Reading the Wind');
});

it('who changes something is shown it, though nobody has told of it yet', async () => {
  const { lyceum } = opened;
  for (const displayName of ['First', 'Second', 'Third']) {
    await lyceum.ask(PAGE, teacher);
    const rename = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { displayName } } }';
    await lyceum.ask(rename, { token: teacher.token, variables: { input: { displayName } } });
    expect(await lyceum.ask(PAGE, teacher)).toMatchObject({
      courses: { nodes: [{ instructors: [{ user: { displayName } }] }, {}] },
    });
  }
});

it.each([
  ['its instructor', 'a stranger', 'nobody'],
  ['nobody', 'a stranger', 'its instructor'],
  ['a stranger', 'its instructor', 'nobody'],
])('a draft is shown to its instructor alone: %s asks first, then %s, then %s', async (...order) => {
  later();
  const { lyceum } = opened;
  const scope = lyceum.platform.get('courses').scope(Viewer.system);
  const draft = await courseFactory(scope, { taughtBy: [teacher.id], title: 'Not yet', status: 'DRAFT' });
  await scope.transaction((tx) => tell(tx, draft));
  await lyceum.settle();
  const tokens: Readonly<Record<string, string | null>> = {
    'its instructor': teacher.token,
    'a stranger': learner.token,
    nobody: null,
  };
  for (const who of [...order, ...order]) {
    const { course } = await lyceum.ask<{ course: object | null }>(ONE, {
      token: tokens[who] ?? null,
      variables: { id: draft.id },
    });
    if (who === 'its instructor') expect(course).toMatchObject({ title: 'Not yet', lessonCount: null });
    else expect(course).toBeNull();
  }
});

it('what nobody is shown any more stays with those who keep it', async () => {
  const { lyceum } = opened;
  const title = await titleFor(learner);
  const archive = 'mutation ($input: ArchiveCourseInput!) { archiveCourse(input: $input) { course { status } } }';
  await lyceum.ask(archive, { token: teacher.token, variables: { input: { id: courseId } } });
  await lyceum.settle();
  const show = (token: string | null) => lyceum.ask(ONE, { token, variables: { id: courseId } });
  await until(async () => (await show(null)).course === null);
  for (let times = 0; times < 2; times += 1) {
    expect(await titleFor(learner)).toBe(title);
    expect(await show(null)).toEqual({ course: null });
    expect(await show(learner.token)).toMatchObject({ course: { title, lessonCount: 3 } });
  }
});
