import { ManualClock } from '../../../kit/scope/clock';
import { ChangeClock } from '../../caching/change-clock';
import { EntityCache } from '../../caching/entities/entity-cache';
import { runsAll } from '../../../kit/testing/needs';
import { openCompiledEngineInThread } from '../compiled/engine-here';
import { Conformance } from './conformance';
import { keepingEverything } from './keep-everything';
import { printCase } from './shrink/print-case';
import { worldSubgraphs } from './world';

let conformance: Conformance;
const counted = { hit: 0, hidden: 0, miss: 0 };

// Errors are made by the thousand here, and nobody reads where.
const { stackTraceLimit } = Error;

beforeAll(async () => {
  Error.stackTraceLimit = 0;
  const changes = new ChangeClock();
  for (const { name } of worldSubgraphs) changes.find(name);
  const metrics = {
    asked: (_: string, { hit, hidden, miss }: typeof counted): void => {
      counted.hit += hit;
      counted.hidden += hidden;
      counted.miss += miss;
    },
    size: () => undefined,
  };
  const entities = new EntityCache({ changes, clock: new ManualClock(), metrics, maxBytes: 100_000_000 });
  // The house itself is answered afresh, but asks more than anybody: here it is served like the others.
  Object.assign(entities, { isFor: () => true });
  conformance = await Conformance.open((options) =>
    openCompiledEngineInThread({ ...options, supergraphSdl: keepingEverything(options.supergraphSdl), entities }),
  );
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
  return conformance.close();
});

it.each(['cold', 'warm'])(
  'with entities kept, random operations are answered as without: %s',
  async () => {
    const before = counted.hit;
    const failures = await conformance.run(1, runsAll ? 1_000 : 100);
    const [first] = failures;
    const shown = first
      ? `${failures.length} differ, the first of them:\n${printCase(await conformance.shrink(first))}`
      : '';
    expect(shown).toBe('');
    expect(counted.hit).toBeGreaterThan(before);
  },
  900_000,
);

it('some of them nobody is shown, and those are remembered, too', () => {
  expect(counted.hidden).toBeGreaterThan(0);
  expect(counted.miss).toBeGreaterThan(0);
});
