import { kitErrors } from '../../kit/errors/kit-errors';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import { CoursePageDocument, type CoursePageQuery } from '../../schema/operations/operations';
import { lyceumTest, type Answer } from '../harness/lyceum';

/** Subgraphs that do not answer at the moment. */
const dead = new Set<string>();

const cuttable = (client: SubgraphClient): SubgraphClient => ({
  ...client,
  execute: (request, headers) =>
    dead.has(client.name) ? Promise.resolve(unavailable(client.name)) : client.execute(request, headers),
});

const unavailable = (service: string) => ({ errors: [kitErrors.UNAVAILABLE({ service }).toJSON()] });

// What is kept would be shown while a subgraph is away.
const opened = lyceumTest({ settings: { CACHE_BYTES: '0', ENTITY_CACHE_BYTES: '0' }, wrapClient: cuttable });
const slug = 'typescript-from-first-principles';

beforeAll(() => opened.lyceum.platform.seed());
afterEach(() => dead.clear());

const coursePage = () => opened.lyceum.send(CoursePageDocument, { variables: { slug } });

/** What is there with everything alive, so that what is missing otherwise is missing because of the dead one. */
function parts({ data }: Answer<CoursePageQuery>) {
  const course = data.courseBySlug;
  return {
    title: course?.title ?? null,
    instructor: course?.instructors[0]?.user?.displayName ?? null,
    author: course?.reviews.nodes[0]?.author?.displayName ?? null,
    stars: course?.reviews.nodes[0]?.stars ?? null,
    lesson: course?.curriculum?.sections[0]?.lessons[0]?.title ?? null,
    learners: course?.enrollmentCount ?? null,
  };
}

it('partial failure: with everything alive, the page is whole', async () => {
  await opened.lyceum.settle();
  const answer = await coursePage();
  expect(answer.errors).toEqual([]);
  expect(Object.values(parts(answer))).not.toContain(null);
});

it.each([
  ['users', ['instructor', 'author']],
  ['lessons', ['lesson']],
  ['enrollment', ['learners']],
])(
  'partial failure: without %s the course page still resolves; only %j are missing, with a coded error',
  async (name, missing) => {
    dead.add(name);
    const answer = await coursePage();
    const found = parts(answer);
    expect(answer.status).toBe(200);
    expect(
      Object.entries(found)
        .filter(([, value]) => value === null)
        .map(([part]) => part),
    ).toEqual(missing);
    expect(answer.errors.length).toBeGreaterThan(0);
    for (const error of answer.errors) expect(error.extensions['code']).toBe('UNAVAILABLE');
  },
);

it('partial failure: without courses nothing is left to show, and the answer says so', async () => {
  dead.add('courses');
  const answer = await coursePage();
  expect(answer.data?.courseBySlug).toBeNull();
  expect(answer.errors.map(({ extensions }) => extensions['code'])).toContain('UNAVAILABLE');
});

it('partial failure: no answer names a server of ours', async () => {
  dead.add('users');
  const answer = await coursePage();
  expect(JSON.stringify(answer.errors)).not.toMatch(/serviceName|stack|10\.|127\.0/);
});
