import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../../kit/testing/until';
import { composeSupergraph } from '../../../compose/compose';
import type { Planner } from './open-planner';
import type { PlanRequest } from './planner';
import { openPlannerInThread } from './planner-here';
import { plannerThreads } from './planner-threads';

/** A thread that does what the operation says: plan, plan for ever, refuse, or break down. */
const obedient = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ request: { source } }) => {
  if (source === 'for ever') for (;;);
  if (source === 'break') throw new Error('broken');
  if (source === 'refuse') return parentPort.postMessage({ kind: 'refused', refusal: { code: 'OPERATION_TOO_LARGE', facts: { limit: 'x' }, message: 'Too large.' } });
  parentPort.postMessage({ kind: 'planned', compiled: { planned: source } });
});
parentPort.postMessage({ kind: 'loaded', loaded: { apiSdl: '', facts: {} } });
`;
const folder = mkdtempSync(join(tmpdir(), 'lyceum-planner-'));
const file = join(folder, 'obedient.js');
writeFileSync(file, obedient);
afterAll(() => rmSync(folder, { recursive: true }));

const planners: Planner[] = [];
afterEach(async () => {
  for (const planner of planners.splice(0)) await planner.close();
});

async function open(part: { threads?: number; deadline?: number; mostWaiting?: number } = {}): Promise<Planner> {
  const planner = await plannerThreads({ threads: 2, deadline: 600_000, mostWaiting: 10, file, ...part })('');
  planners.push(planner);
  return planner;
}
const ask = (source: string): PlanRequest => ({
  source,
  operationName: null,
  variant: { conditions: {}, denied: {}, overrides: [] },
});

/** Why it was refused; asked at once, so that a refusal never goes unheard. */
function refusal(plan: Promise<unknown>): Promise<unknown> {
  return plan.then(
    () => undefined,
    (error: unknown) => error,
  );
}

it('while an operation takes long to plan others are planned', async () => {
  const { plan } = await open();
  const endless = refusal(plan(ask('for ever')));
  const others = await Promise.all(['a', 'b', 'c'].map((source) => plan(ask(source))));
  expect(others).toEqual([{ planned: 'a' }, { planned: 'b' }, { planned: 'c' }]);
  await planners.pop()!.close();
  expect(await endless).toMatchObject({ code: 'PLANNING_TIMEOUT' });
});

it('an operation that takes too long to plan is refused at its deadline; its thread is replaced, also when it was the only one', async () => {
  const { plan } = await open({ threads: 1, deadline: 1_000 });
  const endless = [refusal(plan(ask('for ever'))), refusal(plan(ask('for ever')))];
  // On a busy machine it may take as long itself.
  const last = until(async () => {
    const planned = await plan(ask('a')).catch(() => null);
    if (planned) expect(planned).toEqual({ planned: 'a' });
    return planned !== null;
  });
  for (const one of endless) expect(await one).toMatchObject({ code: 'PLANNING_TIMEOUT' });
  await last;
});

it('a thread that breaks down fails its own operation only', async () => {
  const { plan } = await open({ threads: 1 });
  const broken = refusal(plan(ask('break')));
  const next = plan(ask('a'));
  expect(await broken).toMatchObject({ message: 'broken' });
  expect(await next).toEqual({ planned: 'a' });
});

it('a coded refusal crosses threads as what it is', async () => {
  const { plan } = await open();
  await expect(plan(ask('refuse'))).rejects.toMatchObject({ code: 'OPERATION_TOO_LARGE', facts: { limit: 'x' } });
});

it('operations beyond those that may wait are refused at once', async () => {
  const { plan } = await open({ threads: 1, mostWaiting: 1 });
  const running = refusal(plan(ask('for ever')));
  const waiting = refusal(plan(ask('a')));
  await expect(plan(ask('b'))).rejects.toMatchObject({ code: 'PLANNING_TIMEOUT' });
  await planners.pop()?.close();
  for (const one of [running, waiting]) expect(await one).toMatchObject({ code: 'PLANNING_TIMEOUT' });
});

describe('the planner of the product', () => {
  const sdl = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9") type Query { a: Int }';
  const options = { threads: 1, deadline: 600_000, mostWaiting: 10 };

  it('plans in a thread as it does in this one', async () => {
    const supergraphSdl = composeSupergraph([{ name: 'one', url: 'http://one/graphql', sdl }], []);
    const [apart, here] = await Promise.all([
      plannerThreads(options)(supergraphSdl),
      openPlannerInThread(supergraphSdl),
    ]);
    planners.push(apart);
    expect(apart.loaded).toEqual(here.loaded);
    expect(await apart.plan(ask('{ b: a }'))).toEqual(await here.plan(ask('{ b: a }')));
  });

  it('a supergraph that cannot be read is refused at the start', async () => {
    await expect(plannerThreads(options)('type Query { a: Int }')).rejects.toThrow();
  });
});
