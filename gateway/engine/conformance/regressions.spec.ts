import { parse } from 'graphql';
import { openCompiledEngineInThread } from '../compiled/engine-here';
import { differences } from './compare';
import { Conformance } from './conformance';
import type { GeneratedOperation } from './generate/operation';

interface Case {
  readonly name: string;
  readonly operation: string;
  readonly variables?: GeneratedOperation['variables'];
  readonly viewer?: GeneratedOperation['viewer'];
  readonly data: unknown;
  readonly errors?: readonly (readonly (string | number)[])[];
}

/** What random operations have found, as the fuzzer prints it. */
const cases: readonly Case[] = [
  {
    name: 'what is below conditions that exclude each other is not asked for',
    operation: '{ user(id: "u1") { ... on SearchResult { ... on Film { minutes } } } }',
    data: { user: {} },
  },
  {
    name: 'nor of another type that has a field of that name',
    operation:
      '{ post(id: "p3") { author { ... on SearchResult { ... on Film { reviews { stars } } } mine: reviews { __typename } } } }',
    data: { post: { author: { mine: [{ __typename: 'Review' }, null] } } },
  },
  {
    name: 'a condition on a union below an @interfaceObject',
    operation: '{ latest { ... on SearchResult { __typename } } }',
    data: { latest: { __typename: 'Film' } },
  },
  {
    name: 'a mutation written twice is done twice',
    operation:
      'mutation { a1: reserve(input: { count: 1, sku: "nail" }) { receipt { sequence } } reserve(input: { count: 1, sku: "nail" }) { receipt { sequence } } }',
    data: { a1: { receipt: { sequence: 1 } }, reserve: { receipt: { sequence: 2 } } },
  },
  {
    name: 'null bubbles up in one of two selections of one field',
    operation: '{ actor(id: "u4") { __typename } post: actor(id: "u4") { handle } }',
    data: { actor: { __typename: 'User' }, post: null },
    errors: [['post', 'handle']],
  },
  {
    name: 'a required field of an entity that is not there is null',
    operation: '{ item(sku: "glue") { carbon } }',
    data: { item: { carbon: -1 } },
  },
  {
    name: 'a type is not forgotten for the interface that stands for it elsewhere',
    operation: '{ media(id: "m2") { ... on Film { __typename blurb } } }',
    data: { media: { __typename: 'Film', blurb: 'about Bellows (DE)' } },
  },
  {
    name: 'an entity that is met twice has each of its errors once in each place',
    operation: '{ users { address { zip } } }',
    data: { users: [{ address: { zip: null } }, { address: { zip: '4000' } }, { address: { zip: null } }] },
    errors: [
      ['users', 0, 'address', 'zip'],
      ['users', 2, 'address', 'zip'],
    ],
  },
  {
    name: 'the error that emptied an entity is told',
    operation: '{ reviews(stars: [1]) { subject { cover { __typename } } } }',
    data: { reviews: [null, null, null, null, { subject: null }, null] },
    errors: [['reviews', 4, 'subject', 'cover']],
  },
  {
    name: 'keys stand where they are first selected, not where they are first written',
    operation: 'query ($no: Boolean!) { media(id: "m1") { __typename @skip(if: $no) id __typename } }',
    variables: { no: true },
    data: { media: { id: 'm1', __typename: 'Book' } },
  },
  {
    name: 'a context of the entity of the call itself',
    operation: '{ settingsOf(email: "u1@example.test") { desks { neighbour { greeting } } } }',
    data: { settingsOf: { desks: [{ neighbour: { greeting: 'k2 WARM DE' } }] } },
  },
  {
    name: 'what was asked for by the plan alone is no error of the client’s',
    operation: '{ user(id: "u5") { reviews { id } roles circle } }',
    data: { user: null },
    errors: [['user', 'roles', 1]],
  },
  {
    name: 'what the planner renames is put together with what is there',
    operation: '{ entries(first: 2) { parent { id } ... on Document { ... on Entry { parent { parent { id } } } } } }',
    data: {
      entries: [
        [{ parent: null }, { parent: { id: 'f1', parent: null } }],
        [],
        [{ parent: { id: 'f1', parent: null } }, { parent: { id: 'f1' } }],
      ],
    },
  },
  {
    name: 'an error that took an entity of unknown type with it is told once',
    operation: '{ review(id: "r5") { subject { headline cover { alt } } } }',
    data: { review: { subject: null } },
    errors: [['review', 'subject', 'cover']],
  },
];

let conformance: Conformance;

beforeAll(async () => {
  conformance = await Conformance.open(openCompiledEngineInThread);
});
afterAll(() => conformance.close());

it.each(cases.map((one) => [one.name, one] as const))(
  '%s',
  async (_, { operation, variables = {}, viewer = 'system', data, errors = [] }) => {
    const generated: GeneratedOperation = { document: parse(operation), variables, viewer };
    expect(await conformance.check(generated)).toBeNull();
    const expected = { data, errors: errors.map((path) => ({ path, message: '' })) };
    expect(differences(expected, await conformance.answer(generated))).toEqual([]);
  },
);

it('what has more ways than can be planned is refused, not guessed', async () => {
  const path = ['trending', 'reviews', 'subject', 'reviews', 'author', 'preferences', 'font'];
  const document = parse(`{ ${path.join(' { ')}${' }'.repeat(path.length)}`);
  const { data, errors } = await conformance.answer({ document, variables: {}, viewer: 'system' });
  expect({ data, errors }).toEqual({
    data: null,
    errors: [{ path: null, message: 'The operation exceeds the limit of 10000 for plans.' }],
  });
});
