import { randomUUID } from 'node:crypto';
import { isInputObjectType, getNamedType, isNonNullType, isListType, isEnumType, type GraphQLInputType } from 'graphql';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator, person } from '../../kit/testing/viewers';
import { courses } from '.';
import { courseFactory } from './course/course.factory';
import { reviewFactory } from './review/review.factory';
import { runFactory } from './run/run.factory';

const house = subgraphTest(courses);
const admin = administrator(randomUUID());
const stranger = person(randomUUID());
const real: Record<string, string> = {};

beforeAll(async () => {
  const [course] = await house.make(courseFactory, [{}]);
  const [run] = await house.make(runFactory, [{ course: course! }]);
  const [review] = await house.make(reviewFactory, [{ course: course! }]);
  Object.assign(real, { course: course!.id, run: run!.id, review: review!.id, category: course!.categoryId });
});

/** What no field is made for. */
const hostile: Readonly<Record<string, unknown>> = {
  huge: 'x'.repeat(200_000),
  nul: 'a\0b',
  halfSurrogate: '\ud800',
  injection: `'; DROP TABLE course; --`,
  empty: '',
  blank: '  \n ',
  foreignId: randomUUID(),
  negative: -1,
  overflow: 2 ** 40,
  fraction: 1.5,
  list: ['a', 'b'],
  manyStrings: Array.from({ length: 5_000 }, () => 'x'),
  hugeInList: ['x'.repeat(100_000)],
  nulInList: ['a\0'],
  object: { a: 1 },
  nothing: null,
  veryLate: '9999-12-31T23:59:59Z',
  badPrices: [{ minor: '-1', currency: 'EUR' }],
  absurdPrices: [{ minor: '9'.repeat(40), currency: 'EUR' }],
  prototype: '__proto__',
};

/** A value that fits, from the schema itself, so that one field at a time goes wrong. */
function fitting(type: GraphQLInputType, name: string, mutation: string): unknown {
  if (isNonNullType(type)) return fitting(type.ofType, name, mutation);
  if (isListType(type)) return [fitting(type.ofType, name, mutation)];
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => [field.name, fitting(field.type, field.name, mutation)]),
    );
  if (isEnumType(type)) return type.getValues()[0]?.name;
  const id =
    name === 'id' ? Object.keys(real).find((noun) => mutation.toLowerCase().includes(noun)) : name.replace(/Id$/, '');
  const values: Record<string, unknown> = {
    ID: real[id ?? ''] ?? randomUUID(),
    Int: 3,
    Float: 3,
    Boolean: true,
    DateTime: '2027-01-01T00:00:00Z',
    Locale: 'en',
    CurrencyCode: 'EUR',
    BigInt: '100',
  };
  return values[getNamedType(type).name] ?? 'fitting';
}

it('each mutation answers each hostile value of each field with data or a coded refusal, never with a fault of ours', async () => {
  const mutations = Object.values(house.subgraph.schema.getMutationType()!.getFields());
  const faults: unknown[] = [];
  let tried = 0;
  for (const mutation of mutations) {
    const type = getNamedType(mutation.args[0]!.type);
    if (!isInputObjectType(type)) throw new Error(`${mutation.name} takes one input object.`);
    const query = `mutation ($input: ${type.name}!) { ${mutation.name}(input: $input) { __typename } }`;
    const base = fitting(type, 'input', mutation.name) as Record<string, unknown>;
    for (const field of Object.keys(type.getFields())) {
      for (const [kind, value] of Object.entries(hostile)) {
        for (const viewer of [stranger, admin]) {
          const result = await house.run(query, { viewer, variables: { input: { ...base, [field]: value } } });
          const codes = result.errors?.map((error) => error.extensions?.['code']) ?? [];
          if (codes.some((code) => code === undefined || code === 'INTERNAL_ERROR' || code === 'INTERNAL_SERVER_ERROR'))
            faults.push([mutation.name, field, kind, result.errors]);
          tried += 1;
        }
      }
    }
  }
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(2_000);
});

it.each([
  [
    'courses',
    `query ($first: Int, $after: String, $last: Int) { courses(first: $first, after: $after, last: $last) { nodes { id } } }`,
  ],
  [
    'tags',
    `query ($first: Int, $after: String, $last: Int) { tags(first: $first, after: $after, last: $last) { nodes { id } } }`,
  ],
])('%s refuses negative, huge and contradictory pages and made-up cursors', async (_, query) => {
  const code = async (variables: Record<string, unknown>) =>
    (await house.run(query, { variables })).errors?.[0]?.extensions?.['code'];
  for (const first of [-1, 0, 101, 2 ** 40]) expect(await code({ first })).toBe('BAD_INPUT');
  expect(await code({ first: 1, last: 1 })).toBe('BAD_INPUT');
  for (const after of ['made-up', 'bm90LWpzb24.AAAA', '\0']) expect(await code({ after })).toBe('BAD_CURSOR');
});

it.each([
  ['categoryId', '\0', undefined],
  ['tags', ['\0'], 'BAD_INPUT'],
  ['tags', Array.from({ length: 11 }, () => 'x'), 'BAD_INPUT'],
  ['search', '\0%', 'BAD_INPUT'],
  ['search', 'x'.repeat(101), 'BAD_INPUT'],
  ['languages', [['en']], 'BAD_INPUT'],
  ['maximumPrice', { minor: '9'.repeat(30), currency: 'EUR' }, 'BAD_INPUT'],
  ['minimumRating', 1e308, 'BAD_INPUT'],
])('the catalogue answers a hostile %s with data or a coded refusal', async (field, value, expected) => {
  const query = `query ($filter: CourseFilter) { courses(filter: $filter) { nodes { id } totalCount } }`;
  const result = await house.run(query, { variables: { filter: { [field]: value } } });
  expect(result.errors?.[0]?.extensions?.['code']).toBe(expected);
});

it.each([[{ stars: [9] }], [{ stars: Array.from({ length: 6 }, () => 1) }]])(
  'a course’s reviews refuse %j',
  async (filter) => {
    const query = `query ($id: ID!, $filter: ReviewFilter) { course(id: $id) { reviews(filter: $filter) { nodes { id } } } }`;
    const result = await house.run(query, { variables: { id: real['course'], filter } });
    expect(result.errors?.[0]?.extensions?.['code']).toBe('BAD_INPUT');
  },
);

it('slugs and paths with anything in them find nothing', async () => {
  for (const text of ['\0', 'x'.repeat(100_000), '../..', 'a/b/'.repeat(5_000)]) {
    const result = await house.run(
      `query ($text: String!) { courseBySlug(slug: $text) { id } categoryByPath(path: $text) { id } }`,
      { variables: { text } },
    );
    expect(result).toEqual({ data: { courseBySlug: null, categoryByPath: null } });
  }
});
