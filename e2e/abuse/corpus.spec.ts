import { asked, fine, fineAnswer, type Stage } from './abuse';
import { corpus } from './corpus';
import { send } from './send';
import { manyWays, openAbused, type AbusedGateway } from './world';

/** What comes from the inside only, or from far too much to say. */
const leaks = /stacktrace|node_modules|\.[jt]s:\d|call stack/;
const longestRefusal = 20_000;

let gateway: AbusedGateway;
beforeAll(async () => {
  gateway = await openAbused({ INTROSPECTION: 'true' });
  // The keys of tokens are asked for once.
  await send(gateway.port, { headers: { authorization: 'Bearer x' }, body: fine });
});
afterAll(() => gateway.app.close());

/** How often a request came so far, since the gateway began. */
async function reached(): Promise<Readonly<Record<Stage | 'subgraphs', number>>> {
  const documents = (result: string) => gateway.metric('documents_total', `result="${result}"`);
  const [known, valid, refused, invalid] = [
    await documents('known'),
    await documents('valid'),
    await documents('refused'),
    await documents('invalid'),
  ];
  return {
    reading: known + valid + refused + invalid,
    validation: valid + invalid,
    planning: await gateway.metric('plan_cache_total'),
    subgraphs: gateway.calls,
  };
}

/** In the order in which requests come to them. */
const stages = ['reading', 'validation', 'planning', 'subgraphs'] as const;

it.each(corpus)('$name', async ({ expected, ...abuse }) => {
  const before = await reached();
  const answer = await send(gateway.port, abuse);
  if ('data' in expected) return expect(answer).toEqual({ status: 200, data: expected.data, errors: [] });
  const after = await reached();
  const { status, code, limit } = expected;
  expect(answer).toMatchObject({ status, data: undefined });
  expect(answer.errors[0]?.extensions).toMatchObject({ code, ...(limit ? { limit } : {}) });
  expect(JSON.stringify(answer)).not.toMatch(leaks);
  expect(JSON.stringify(answer).length).toBeLessThan(longestRefusal);
  const notReached = stages.slice(stages.indexOf(expected.before));
  for (const stage of notReached) expect({ stage, times: after[stage] - before[stage] }).toEqual({ stage, times: 0 });
  return undefined;
});

it('what has more ways than can be planned is refused, not failed', async () => {
  const { status, errors } = await send(gateway.port, { body: asked(manyWays(3)) });
  expect({ status, ...errors[0]?.extensions }).toEqual({
    status: 400,
    code: 'OPERATION_TOO_LARGE',
    limit: 'plans',
    allowed: 10_000,
  });
});

it('what is asked beside all that is answered', async () => {
  expect(await send(gateway.port, { body: fine })).toMatchObject(fineAnswer);
  const all = await Promise.all(
    corpus.map((abuse) => send(gateway.port, abuse).then(() => send(gateway.port, { body: fine }))),
  );
  for (const answer of all) expect(answer).toMatchObject(fineAnswer);
});

it('nothing of it changed what objects inherit', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
});

it('a page that is made of many fragments runs', async () => {
  const fragments = Array.from({ length: 60 }, (_, index) => `fragment F${index} on User { id name self { id name } }`);
  const query = `{ me { ${fragments.map((_, index) => `...F${index}`).join(' ')} } } ${fragments.join(' ')}`;
  expect(await send(gateway.port, { body: asked(query) })).toMatchObject({ data: { me: { self: { name: 'Ada' } } } });
});
