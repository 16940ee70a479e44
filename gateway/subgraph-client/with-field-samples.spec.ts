import { buildSchema } from 'graphql';
import type { Result } from '../../kit/graphql/execute';
import { none, scripted } from './client.factory';
import { withFieldSamples } from './with-field-samples';

const schema = buildSchema(`
  type Query { me: User users: [User!]! }
  interface Named { name: String }
  type User implements Named { id: ID! name: String friend: User }
  type Course implements Named { id: ID! name: String title: String }
`);
const entities = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on User { name friend { n: name secret } } ... on Course { title } }
}`;

async function sampled(query: string, result: Result, options: { ratio?: number; drawn?: number } = {}) {
  const { client, calls } = scripted(result);
  const seen = { called: [] as string[], failed: [] as string[] };
  const metrics = {
    called: (coordinate: string, seconds: number) => {
      expect(seconds).toBeGreaterThanOrEqual(0);
      seen.called.push(coordinate);
    },
    failed: (coordinate: string) => void seen.failed.push(coordinate),
  };
  const { ratio = 1, drawn = 0 } = options;
  const looked = withFieldSamples(client, { ratio, metrics, schema: () => schema, random: () => drawn });
  expect(await looked.execute({ kind: 'query', query }, {})).toBe(result);
  expect(calls).toHaveLength(1);
  return { called: seen.called.toSorted(), failed: seen.failed.toSorted() };
}

const error = (path?: readonly (string | number)[]) => ({ message: 'no', ...(path ? { path: [...path] } : {}) });

it('tells the fields of a call, and of entities by the types that they are asked for', async () => {
  expect(await sampled('{ a: me { id ... on Named { name } } }', { data: {} })).toEqual({
    called: ['Named.name', 'Query.me', 'User.id'],
    failed: [],
  });
  // What clients cannot ask for, such as `secret`, is nobody's field.
  expect(await sampled(entities, { data: {} })).toMatchObject({
    called: ['Course.title', 'User.friend', 'User.name'],
  });
});

it.each<[string, readonly (string | number)[] | undefined, string[]]>([
  ['at a field', ['_entities', 3, 'name'], ['User.name']],
  ['below an alias', ['_entities', 0, 'friend', 'n'], ['User.name']],
  ['at an entity', ['_entities', 0], ['Course.title', 'User.friend', 'User.name']],
  ['at a place that nobody asked for', ['nothing'], ['Course.title', 'User.friend', 'User.name']],
  ['without a place', undefined, ['Course.title', 'User.friend', 'User.name']],
])('an error %s is one of the fields there', async (_, path, failed) => {
  expect(await sampled(entities, { data: {}, errors: [error(path)] })).toMatchObject({ failed });
});

it('fields that fail several times in one call count once, and all fail with the call', async () => {
  const errors = [error(['_entities', 0, 'name']), error(['_entities', 1, 'name'])];
  expect(await sampled(entities, { data: {}, errors })).toMatchObject({ failed: ['User.name'] });
  expect(await sampled('{ me { id } }', none('timeout'))).toMatchObject({ failed: ['Query.me', 'User.id'] });
});

it('an error whose path is no path does no harm', async () => {
  const odd = { message: 'no', path: 5 } as unknown as ReturnType<typeof error>;
  expect(await sampled('{ me { id } }', { data: {}, errors: [odd] })).toMatchObject({
    failed: ['Query.me', 'User.id'],
  });
});

it('looks at calls by lot, and at none where the share is 0', async () => {
  const nothing = { called: [], failed: [] };
  expect(await sampled('{ me { id } }', { data: {} }, { ratio: 0.5, drawn: 0.5 })).toEqual(nothing);
  expect(await sampled('{ me { id } }', { data: {} }, { ratio: 0.5, drawn: 0.49 })).not.toEqual(nothing);
  expect(await sampled('{ me { id } }', { data: {} }, { ratio: 0 })).toEqual(nothing);
});
