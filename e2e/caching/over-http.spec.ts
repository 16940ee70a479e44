import { httpClient } from '../../gateway/subgraph-client/http-client';
import { Viewer } from '../../kit/identity/viewer';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import { makeCourses } from '../course-page/course-world';
import { lyceumTest } from '../harness/lyceum';
import { makePerson } from '../harness/people';
import { ServedSubgraph } from '../harness/served-subgraph';

const served = new Map<string, ServedSubgraph>();
const opened = lyceumTest({
  wayTo: async (subgraph) => {
    const started = await ServedSubgraph.start(subgraph);
    served.set(subgraph.name, started);
    return httpClient({ name: subgraph.name, url: started.url, log: silentLog });
  },
});
afterAll(() => Promise.all([...served.values()].map((subgraph) => subgraph.stop())));

const COURSE = 'query ($id: ID!) { course(id: $id) { title curriculum { lessonCount } } }';
let id: string;
let teacher: { id: string; token: string };

beforeAll(async () => {
  const { lyceum } = opened;
  teacher = await makePerson(lyceum, { username: 'teacher', roles: ['instructor'] });
  const given = { count: 1, learnerId: teacher.id, teacherIds: [teacher.id] as const, reviewerIds: [] };
  [id = ''] = await makeCourses(lyceum.platform, given);
});

/** What nobody in particular is shown, and how old it is. */
async function course(): Promise<{ title: string | undefined; age: string | null; codes: unknown[] }> {
  const response = await fetch(`${opened.lyceum.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: COURSE, variables: { id } }),
  });
  const { data, errors = [] } = (await response.json()) as {
    data?: { course: { title: string } | null };
    errors?: { extensions: { code: string } }[];
  };
  const codes = errors.map(({ extensions }) => extensions.code);
  return { title: data?.course?.title, age: response.headers.get('age'), codes };
}

/** Kept, and shown from there: the second answer is some seconds old. */
async function isKept(): Promise<boolean> {
  await course();
  opened.lyceum.house.clock.advance({ seconds: 2 });
  return (await course()).age === '2';
}

it('a change in a subgraph elsewhere shows in the next answer', async () => {
  const { lyceum } = opened;
  await until(isKept);
  await lyceum.ask('mutation ($input: UpdateCourseInput!) { updateCourse(input: $input) { course { id } } }', {
    token: teacher.token,
    variables: { input: { id, title: 'Another title' } },
  });
  await until(async () => (await course()).title === 'Another title');
});

it('while a subgraph is away its answers are shown as they were; once it is back, afresh', async () => {
  const { lyceum } = opened;
  await until(isKept);
  await served.get('courses')!.stop();
  lyceum.house.clock.advance({ seconds: 120 });
  const { title, age, codes } = await course();
  expect({ title, codes }).toEqual({ title: 'Another title', codes: [] });
  expect(Number(age)).toBeGreaterThanOrEqual(120);

  // Behind the gateway's back: nobody tells it what happens while it cannot hear.
  const scope = lyceum.platform.get('courses').scope(Viewer.system);
  await scope.db.query(`UPDATE course SET title = 'Third title' WHERE id = $1`, [id]);
  await served.get('courses')!.startAgain();
  await until(async () => (await course()).title === 'Third title');
});

it('after its time an answer is not shown any more, though its subgraph is away', async () => {
  await until(isKept);
  await served.get('courses')!.stop();
  opened.lyceum.house.clock.advance({ seconds: 60 + 600 });
  expect((await course()).codes).toContain('UNAVAILABLE');
  await served.get('courses')!.startAgain();
});
