import type { Result } from '../../../../kit/graphql/execute';
import type { SubgraphCall } from '../../../subgraph-client/subgraph-client';
import type { CompiledOperation, FetchStep, Requirement, Step } from '../compiled-operation';
import { Execution } from './execution';
import { TypeConditions } from './type-conditions';

type Answer = (call: SubgraphCall) => Result | Promise<Result>;

/** Calls in the order in which they were made: service and representations, or just the service. */
const calls: string[] = [];
afterEach(() => void calls.splice(0));

const types = new TypeConditions({
  possibleTypes: { Product: ['Product'], User: ['User'], Media: ['Media', 'Film'], Film: ['Film'] },
  guards: {},
  overrideLabels: [],
});

const field = (name: string, isKey = false): Requirement => ({
  kind: 'field',
  key: name,
  name,
  isKey,
  isOptional: !isKey && name !== '__typename',
  selections: null,
});
const byId = (type: string, ...more: string[]): readonly Requirement[] => [
  {
    kind: 'type',
    type,
    selections: [field('__typename'), field('id', true), ...more.map((name) => field(name))],
  },
];

let batches = 0;
function fetchStep(service: string, part: Partial<FetchStep> = {}): FetchStep {
  return {
    kind: 'fetch',
    batch: (batches += 1),
    service,
    operationKind: 'query' as FetchStep['operationKind'],
    text: '{ a }',
    operationName: null,
    variables: [],
    path: [],
    requires: null,
    inputRewrites: [],
    outputRewrites: [],
    contexts: [],
    delivers: [],
    kept: null,
    ...part,
  };
}
const sequence = (...steps: Step[]): Step => ({ kind: 'sequence', steps });
const parallel = (...steps: Step[]): Step => ({ kind: 'parallel', steps });

async function run(
  root: Step,
  answers: Readonly<Record<string, Answer>>,
  { kind = 'query', signal }: { kind?: string; signal?: AbortSignal } = {},
): Promise<Execution> {
  const clients = new Map(
    Object.entries(answers).map(([name, answer]) => [
      name,
      {
        name,
        execute: async (call: SubgraphCall) => {
          const { representations } = (call.variables ?? {}) as { representations?: { id: string }[] };
          calls.push(representations ? `${name}(${representations.map(({ id }) => id).join()})` : name);
          expect(JSON.parse(call.toJson!())).toMatchObject({ variables: call.variables });
          return JSON.parse(JSON.stringify(await answer(call))) as Result;
        },
        subscribe: async function* () {},
        close: () => Promise.resolve(),
      },
    ]),
  );
  const operation = { kind, root, primary: null, shape: { fields: strict }, usesContext: false, introspection: null };
  const execution = new Execution({
    operation: operation as unknown as CompiledOperation,
    variables: {},
    clients,
    types,
    headers: {},
    signal,
    onCall: () => undefined,
  });
  await execution.run();
  return execution;
}
/** A root field that may not be null. */
const strict = [{ source: 'data', key: 'first', type: { nullable: false } }];

const entities = ({ variables }: SubgraphCall): { id: string; __typename: string }[] =>
  (variables as { representations: { id: string; __typename: string }[] }).representations;
const stock: Answer = (call) => ({
  data: { _entities: entities(call).map(({ id }) => ({ __typename: 'Product', stock: Number(id) })) },
});
const product = (id: string) => ({ __typename: 'Product', id });

it('asks for each entity once, and puts it wherever it stands', async () => {
  const plan = sequence(fetchStep('shop'), fetchStep('store', { path: ['list', '@', '@'], requires: byId('Product') }));
  const { tree } = await run(plan, {
    shop: () => ({ data: { list: [[product('1'), product('2')], null, [product('1'), null]] } }),
    store: stock,
  });
  expect(calls).toEqual(['shop', 'store(1,2)']);
  expect(tree).toMatchObject({ list: [[{ stock: 1 }, { stock: 2 }], null, [{ stock: 1 }, null]] });
});

it('merges what fetches of one wave ask in the same words, and remembers answers for the whole query', async () => {
  const ask = { batch: 900, requires: byId('Product') };
  const plan = sequence(
    parallel(fetchStep('shop'), fetchStep('shelf')),
    parallel(fetchStep('store', { ...ask, path: ['one'] }), fetchStep('store', { ...ask, path: ['many', '@'] })),
    fetchStep('store', { ...ask, path: ['one'] }),
  );
  const answers = {
    shop: () => ({ data: { one: product('1') } }),
    shelf: () => ({ data: { many: [product('1'), product('3')] } }),
    store: stock,
  };
  await run(plan, answers);
  expect(calls).toEqual(['shop', 'shelf', 'store(1,3)']);
});

it('in a mutation nothing is remembered: data changes on the way', async () => {
  const ask = { batch: 901, requires: byId('Product'), path: ['one'] };
  const plan = sequence(fetchStep('shop'), fetchStep('store', ask), fetchStep('store', ask));
  await run(plan, { shop: () => ({ data: { one: product('1') } }), store: stock }, { kind: 'mutation' });
  expect(calls).toEqual(['shop', 'store(1)', 'store(1)']);
});

it('runs mutations strictly in order, and none after one that left null where the schema promises none', async () => {
  const mutation = (service: string, key: string) =>
    fetchStep(service, {
      operationKind: 'mutation' as FetchStep['operationKind'],
      delivers: [{ type: null, key }],
    });
  const plan = sequence(mutation('a', 'other'), mutation('b', 'first'), mutation('c', 'last'));
  const late: Answer = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return { data: { other: null } };
  };
  const b: Answer = () => ({ data: { first: null }, errors: [{ message: 'no', path: ['first'] }] });
  await run(plan, { a: late, b, c: () => ({ data: { last: 1 } }) }, { kind: 'mutation' });
  expect(calls).toEqual(['a', 'b']);
});

it('an answer with __proto__, constructor and toString in it is data like any other', async () => {
  const plan = parallel(fetchStep('a'), fetchStep('b'));
  const { tree } = await run(plan, {
    a: () => JSON.parse('{"data":{"x":{"__proto__":{"polluted":1},"constructor":{"name":"c"}}}}') as Result,
    b: () => JSON.parse('{"data":{"x":{"__proto__":{"more":2},"constructor":{"prototype":{"bad":1}}}}}') as Result,
  });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(({} as Record<string, unknown>)['bad']).toBeUndefined();
  expect(JSON.stringify(tree)).toBe(
    '{"x":{"__proto__":{"polluted":1,"more":2},"constructor":{"name":"c","prototype":{"bad":1}}}}',
  );
});

it('a representation is not made of an object of another type, nor of one whose key is missing', async () => {
  const plan = sequence(fetchStep('shop'), fetchStep('store', { path: ['all', '@'], requires: byId('Product') }));
  const all = [{ __typename: 'User', id: '1' }, { __typename: 'Product' }, product('2'), { id: '4' }];
  await run(plan, { shop: () => ({ data: { all } }), store: stock });
  expect(calls).toEqual(['shop', 'store(2)']);
});

it('a subgraph that answers for fewer entities than asked, or not at all, is blamed at every field it owes', async () => {
  const step = (service: string) =>
    fetchStep(service, {
      path: ['all', '@'],
      requires: byId('Product'),
      delivers: [{ type: 'Product', key: service }],
    });
  const plan = sequence(fetchStep('shop'), parallel(step('short'), step('silent'), step('gone')));
  const { tree, faults } = await run(plan, {
    shop: () => ({ data: { all: [product('1'), product('2')] } }),
    short: () => ({ data: { _entities: [{ short: 1 }] } }),
    silent: () => ({ data: null, errors: [{ message: 'asleep', extensions: { code: 'UNAVAILABLE' } }] }),
  });
  for (const object of (tree as { all: object[] }).all)
    for (const service of ['short', 'silent', 'gone'])
      expect(faults.at(object, service).map(({ fault }) => fault.error.extensions?.['code'])).toEqual(['UNAVAILABLE']);
});

it('what kept a required field away keeps away what depends on it', async () => {
  const owes = (service: string, key: string, ...required: string[]) =>
    fetchStep(service, {
      path: ['one'],
      requires: byId('Product', ...required),
      delivers: [{ type: 'Product', key }],
    });
  const plan = sequence(fetchStep('shop'), owes('prices', 'price'), owes('post', 'shipping', 'price'));
  const { tree, faults } = await run(plan, {
    shop: () => ({ data: { one: product('1') } }),
    prices: () => ({ errors: [{ message: 'asleep' }] }),
    post: stock,
  });
  expect(calls).toEqual(['shop', 'prices(1)']);
  const [placed] = faults.at((tree as { one: object }).one, 'shipping');
  expect(placed?.fault).toMatchObject({ error: { message: 'asleep' } });
});

it('a required field that nobody gave is null, where its type allows it', async () => {
  const plan = sequence(fetchStep('shop'), fetchStep('post', { path: ['one'], requires: byId('Product', 'price') }));
  const seen: unknown[] = [];
  const post: Answer = (call) => {
    seen.push(...entities(call));
    return { data: { _entities: [null] } };
  };
  await run(plan, { shop: () => ({ data: { one: product('1') } }), post });
  expect(seen).toEqual([{ __typename: 'Product', id: '1', price: null }]);
});

it('the type that an object has is not taken back by a subgraph that knows its interface only', async () => {
  const plan = sequence(fetchStep('shop'), fetchStep('store', { path: ['one'], requires: byId('Media') }));
  const { tree } = await run(plan, {
    shop: () => ({ data: { one: { __typename: 'Film', id: '1' } } }),
    store: () => ({ data: { _entities: [{ __typename: 'Media', score: 5 }] } }),
  });
  expect(tree).toEqual({ one: { __typename: 'Film', id: '1', score: 5 } });
});

it('once it is aborted nothing more is fetched, and what is missing says why', async () => {
  const controller = new AbortController();
  const step = fetchStep('store', {
    path: ['one'],
    requires: byId('Product'),
    delivers: [{ type: 'Product', key: 'stock' }],
  });
  const shop: Answer = () => {
    controller.abort();
    return { data: { one: product('1') } };
  };
  const { tree, faults } = await run(sequence(fetchStep('shop'), step), { shop, store: stock }, controller);
  expect(calls).toEqual(['shop']);
  expect(faults.at((tree as { one: object }).one, 'stock')).toHaveLength(1);
});

it('an error about no entity explains those that are missing, and spoils none that is there', async () => {
  const step = fetchStep('store', {
    path: ['all', '@'],
    requires: byId('Product'),
    delivers: [{ type: 'Product', key: 'stock' }],
  });
  const shop: Answer = () => ({ data: { all: [product('1'), product('2')] } });
  const errors = [{ message: 'no', path: 'nonsense' as unknown as string[] }];
  const part = await run(sequence(fetchStep('shop'), step), {
    shop,
    store: () => ({ data: { _entities: [{ stock: 1 }, null] }, errors }),
  });
  const [first, second] = (part.tree as { all: object[] }).all;
  expect([part.faults.at(first!, 'stock'), part.faults.at(second!, 'stock')].map(({ length }) => length)).toEqual([
    0, 1,
  ]);
  const whole = await run(sequence(fetchStep('shop'), step), {
    shop,
    store: () => ({ data: { _entities: [{ stock: 1 }, { stock: 2 }] }, errors }),
  });
  expect(whole.faults.loose).toHaveLength(1);
  expect(whole.faults.isEmpty).toBe(true);
});
