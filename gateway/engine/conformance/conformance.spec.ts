import { runsAll } from '../../../kit/testing/needs';
import { openCompiledEngineInThread } from '../compiled/engine-here';
import { Conformance } from './conformance';
import { printCase } from './shrink/print-case';

let conformance: Conformance;

// Errors are made by the thousand here, and nobody reads where.
const { stackTraceLimit } = Error;

beforeAll(async () => {
  Error.stackTraceLimit = 0;
  conformance = await Conformance.open(openCompiledEngineInThread);
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
  return conformance.close();
});

const count = runsAll ? 1_000 : 200;

it(`answers ${count} random operations as one schema with the same resolvers would`, async () => {
  const failures = await conformance.run(1, count);
  const [first] = failures;
  // A failure prints as a case for regressions.spec.ts.
  const shown = first
    ? `${failures.length} differ, the first of them:\n${printCase(await conformance.shrink(first))}`
    : '';
  expect(shown).toBe('');
  expect(conformance.refused).toBe(0);
}, 900_000);
