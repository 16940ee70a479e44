import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print, separateOperations } from 'graphql';
import { projectFolder } from '../../cli/files';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import { Viewer } from '../../kit/identity/viewer';
import { password, userFactory } from '../../subgraphs/users/profile/user.factory';
import { lyceumTest } from '../harness/lyceum';
import { makeCourses } from './course-world';

interface CoursePage {
  readonly slug: string;
  readonly category: object | null;
  readonly tags: readonly object[];
  readonly instructors: readonly { readonly user: { readonly displayName: string } | null }[];
  readonly access: { readonly granted: boolean } | null;
  readonly viewerEnrollment: object | null;
  readonly viewerProgress: { readonly percent: number } | null;
  readonly curriculum: { readonly sections: readonly { readonly lessons: readonly Lesson[] }[] } | null;
  readonly reviews: { readonly nodes: readonly { readonly author: { readonly displayName: string } | null }[] };
}

interface Lesson {
  readonly access: object | null;
  readonly viewerProgress: object | null;
}

interface Cost {
  readonly statements: number;
  readonly calls: readonly string[];
}

/** The operations that the bench measures. */
const file = readFileSync(join(projectFolder, 'bench', 'course-page', 'course-page.graphql'), 'utf8');
const { CoursePage: onePage, CoursePages: manyPages } = separateOperations(parse(file));
const calls: string[] = [];
// What is kept would cost nothing the second time.
const house = lyceumTest({ settings: { ENTITY_CACHE_BYTES: '0' }, wrapClient: counted });
let token: string;

function counted(client: SubgraphClient): SubgraphClient {
  return {
    ...client,
    execute: (request, headers) => {
      calls.push(client.name);
      return client.execute(request, headers);
    },
  };
}

beforeAll(async () => {
  const { lyceum } = house;
  const make = (): ReturnType<typeof userFactory> => userFactory(lyceum.platform.get('users').scope(Viewer.system), {});
  const learner = await make();
  const [owner, helper, ...reviewers] = [await make(), await make(), await make(), await make(), await make()];
  const people = { learnerId: learner.id, teacherIds: [owner.id, helper.id] as const };
  await makeCourses(lyceum.platform, { ...people, count: 100, reviewerIds: reviewers.map(({ id }) => id) });
  const logIn = `mutation ($input: LogInInput!) { logIn(input: $input) { ... on LogInPayload { accessToken } } }`;
  const input = { email: learner.email, password };
  const data = await lyceum.ask<{ logIn: { accessToken: string } }>(logIn, { variables: { input } });
  token = data.logIn.accessToken;
}, 900_000);

async function pages(first: number): Promise<{ readonly nodes: readonly CoursePage[]; readonly cost: Cost }> {
  calls.length = 0;
  let nodes: readonly CoursePage[] = [];
  const statements = await house.lyceum.statements(async () => {
    const variables = { first };
    const data = await house.lyceum.ask<{ courses: { nodes: readonly CoursePage[] } }>(print(manyPages!), {
      variables,
      token,
    });
    nodes = data.courses.nodes;
  });
  return { nodes, cost: { statements, calls: [...calls].sort() } };
}

it('shows everything that its cost is about', async () => {
  const { nodes } = await pages(100);
  expect(nodes).toHaveLength(100);
  for (const course of nodes) {
    const whole = {
      category: expect.any(Object),
      tags: [expect.any(Object), expect.any(Object)],
      instructors: [{ user: { displayName: expect.any(String) } }, { user: { displayName: expect.any(String) } }],
      access: { granted: true },
      viewerEnrollment: expect.any(Object),
      viewerProgress: { percent: 33 },
    };
    expect(course).toMatchObject(whole);
    expect(course.curriculum?.sections[0]?.lessons).toMatchObject([
      { access: { granted: true }, viewerProgress: { completedAt: expect.any(String) } },
      { access: { granted: true }, viewerProgress: null },
      { access: { granted: true }, viewerProgress: null },
    ]);
    expect(course.reviews.nodes).toHaveLength(3);
    for (const { author } of course.reviews.nodes) expect(author).toMatchObject({ displayName: expect.any(String) });
  }
});

it('N+1: the course page over 4 subgraphs costs the same statements and subgraph calls for 1 and for 100 courses', async () => {
  const [one, many] = [await pages(1), await pages(100)];
  process.stdout.write(`  course page × 1: ${told(one.cost)}\n  course page × 100: ${told(many.cost)}\n`);
  expect(many.cost).toEqual(one.cost);
  expect(new Set(one.cost.calls)).toEqual(new Set(['users', 'courses', 'lessons', 'enrollment']));
});

it('a course by its slug is the same page as in the list', async () => {
  const { nodes } = await pages(1);
  const data = await house.lyceum.ask<{ courseBySlug: CoursePage }>(print(onePage!), {
    variables: { slug: nodes[0]!.slug },
    token,
  });
  expect(data.courseBySlug).toEqual(nodes[0]);
});

function told({ statements, calls: made }: Cost): string {
  return `${statements} SQL statements, ${made.length} subgraph calls (${made.join(', ')})`;
}
