import { runsAll } from '../../../../kit/testing/needs';
import { openCompiledEngineInThread } from '../../compiled/engine-here';
import { operationOf } from '../generate/generate';
import { Random } from '../../../../kit/random/random';
import { EngineUnderTest, schemaSubgraph } from '../harness';
import { Oracle } from '../oracle';
import { worldSubgraphs, worldSupergraph } from '../world';
import { schemaOf, type WorldContext } from '../world/subgraph';
import { mangled } from './mangle';
import { flaws, withTypes } from './well-formed';

const operations = runsAll ? 150 : 60;
let random = new Random(0);
let engine: EngineUnderTest;
let oracle: Oracle;

beforeAll(async () => {
  const context: WorldContext = { isWhole: false, log: [] };
  const subgraphs = worldSubgraphs.map((subgraph) => {
    const { name, answer } = schemaSubgraph(subgraph.name, schemaOf(subgraph), () => context);
    return { name, answer: async (call: Parameters<typeof answer>[0]) => mangled(random, await answer(call)) };
  });
  engine = await EngineUnderTest.open(openCompiledEngineInThread, worldSupergraph(), subgraphs);
  oracle = new Oracle(engine.engine.schema);
});
afterAll(() => engine.close());

it('whatever subgraphs answer, the response is one that the schema allows', async () => {
  const found: unknown[] = [];
  for (let seed = 1; seed <= operations; seed += 1) {
    const operation = withTypes(operationOf(oracle.schema, seed));
    random = new Random(seed);
    const result = await engine.execute(operation.document, operation.variables);
    const wrong = await flaws(engine.engine.schema, operation, result);
    if (wrong.length > 0) found.push({ seed, wrong });
  }
  expect(found).toEqual([]);
});
