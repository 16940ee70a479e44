import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { Viewer } from '../../kit/identity/viewer';
import { until } from '../../kit/testing/until';
import { readManifest } from '../../gateway/registry/manifest';
import { tell } from '../../subgraphs/courses/course/course.events';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { runFactory } from '../../subgraphs/courses/run/run.factory';
import { password } from '../../subgraphs/users/profile/user.factory';
import { lyceumTest } from '../harness/lyceum';
import { logIn, makePerson, type Person } from '../harness/people';

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
const manifest = readFileSync(join(__dirname, '..', '..', 'schema', 'operations', 'manifest.json'), 'utf8');
let ada: Person;
let course: { id: string; slug: string; version: number };

beforeAll(async () => {
  const { lyceum } = opened;
  await lyceum.registry.publishManifest(manifest);
  ada = await makePerson(lyceum, { username: 'ada', roles: ['instructor'] });
  const courses = lyceum.platform.get('courses').scope(Viewer.system);
  const made = await courseFactory(courses, { taughtBy: [ada.id], title: 'Reading the Sea' });
  await runFactory(courses, { course: made, kind: 'SELF_PACED' });
  await courses.transaction((tx) => tell(tx, made));
  await lyceum.settle();
  course = made;
});

async function page(path: string, token?: string): Promise<{ headers: Headers; text: string; calls: number }> {
  const before = calls.length;
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${opened.lyceum.url}${path}`, { headers });
  return { headers: response.headers, text: await response.text(), calls: calls.length - before };
}

const catalogue = (token?: string) => page('/api/Catalogue?first=5', token);

it('a page that nobody in particular asks for again costs no subgraph a call, and says how old it is', async () => {
  await catalogue();
  const again = await catalogue();
  expect(again.calls).toBe(0);
  expect(again.headers.get('cache-control')).toBe('public, max-age=60');
  expect(again.headers.get('vary')).toContain('authorization');
  opened.lyceum.house.clock.advance({ seconds: 7 });
  expect((await catalogue()).headers.get('age')).toBe('7');
});

it('who is somebody is not shown it, and what they see is not for others', async () => {
  const own = await catalogue(ada.token);
  expect(own.calls).toBeGreaterThan(0);
  expect(own.headers.get('cache-control')).toBe('private, no-cache');
});

it('rename a course: the next catalogue page shows it', async () => {
  const { lyceum } = opened;
  await catalogue();
  const { updateCourse } = await lyceum.ask<{ updateCourse: { course: { title: string } } }>(
    'mutation ($input: UpdateCourseInput!) { updateCourse(input: $input) { course { title } } }',
    { token: ada.token, variables: { input: { id: course.id, title: 'Reading the Wind' } } },
  );
  expect(updateCourse.course.title).toBe('Reading the Wind');
  await until(async () => (await catalogue()).text.includes('Reading the Wind'));
});

it('a hundred at once who ask the same are one execution', async () => {
  opened.lyceum.house.clock.advance({ seconds: 61 });
  const path = `/api/CoursePage?slug=${course.slug}`;
  const first = await page(path);
  opened.lyceum.house.clock.advance({ seconds: 61 });
  const before = calls.length;
  const pages = await Promise.all(Array.from({ length: 100 }, () => page(path)));
  expect(new Set(pages.map(({ text }) => text))).toEqual(new Set([first.text]));
  expect(first.text).toContain('Reading the Wind');
  expect(calls.length - before).toBe(first.calls);
});

describe('nothing private is ever shared: every registered query, as one viewer and as another', () => {
  const queries = readManifest(manifest).filter(({ kind }) => kind === 'query');
  const variables = { slug: '', id: '', first: 5 };

  it.each(queries.map(({ name, body }) => [name, body] as const))('%s', async (name, body) => {
    variables.slug = course.slug;
    variables.id = course.id;
    const needed = parse(body).definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? (node.variableDefinitions ?? []) : [],
    );
    const given = needed.flatMap(
      ({
        variable: {
          name: { value },
        },
      }) => (value in variables ? [`${value}=${variables[value as keyof typeof variables]}`] : []),
    );
    const path = `/api/${name}?${given.join('&')}`;
    const { lyceum } = opened;
    const other = await makePerson(lyceum, { username: `other${name}`.toLowerCase().slice(0, 20) });
    const own = await logIn(lyceum, ada.email, password);
    const tokens = [undefined, own, other.token];
    /** What was kept before, of answers and of entities, is shown no more. */
    const later = () => lyceum.house.clock.advance({ seconds: 61 });
    const alone = new Map<string | undefined, string>();
    for (const token of tokens) {
      later();
      alone.set(token, (await page(path, token)).text);
    }
    // Each after each of the others: what was kept of one must not show to another.
    for (const first of tokens) {
      for (const second of tokens.filter((token) => token !== first)) {
        later();
        await page(path, first);
        expect((await page(path, second)).text).toBe(alone.get(second));
        expect((await page(path, first)).text).toBe(alone.get(first));
      }
    }
    for (const token of [own, other.token])
      expect((await page(path, token)).headers.get('cache-control')).not.toMatch(/public/);
  });
});
