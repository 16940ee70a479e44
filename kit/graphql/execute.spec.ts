import { buildSchema, type GraphQLSchema } from 'graphql';
import { Viewer } from '../identity/viewer';
import { sample } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';
import { Documents } from './documents';
import { subscribeRequest, type Result } from './execute';

const house = subgraphTest(sample);

/** A schema whose one subscription runs over the given source. */
function ticking(source: () => AsyncGenerator<unknown>): GraphQLSchema {
  const schema = buildSchema('type Query { now: Int } type Subscription { ticked: Int }');
  schema.getSubscriptionType()!.getFields()['ticked']!.subscribe = source;
  return schema;
}

async function collect(source: () => AsyncGenerator<unknown>): Promise<Result[]> {
  const schema = ticking(source);
  return Array.fromAsync(
    subscribeRequest(new Documents(schema), schema, { query: 'subscription { ticked }' }, () =>
      house.as(Viewer.anonymous),
    ),
  );
}

it('runs each event, in order', async () => {
  const results = await collect(async function* () {
    for (const ticked of [1, 2, 3]) yield { ticked };
  });
  expect(results.map(({ data }) => data?.['ticked'])).toEqual([1, 2, 3]);
});

it('a source that fails in the middle ends the stream with a masked error', async () => {
  const results = await collect(async function* () {
    yield { ticked: 1 };
    throw new Error('connect to 10.0.0.3 as root failed');
  });
  expect(results).toMatchObject([{ data: { ticked: 1 } }, { errors: [{ extensions: { code: 'INTERNAL_ERROR' } }] }]);
  expect(JSON.stringify(results)).not.toContain('10.0.0.3');
});

it('a document that does not fit ends at once with a coded error', async () => {
  const schema = ticking(async function* () {});
  const results = await Array.fromAsync(
    subscribeRequest(new Documents(schema), schema, { query: 'subscription { fell }' }, () => house.as()),
  );
  expect(results).toMatchObject([{ errors: [{ extensions: { code: 'BAD_INPUT' } }] }]);
});
