import type { EngineResult } from '../engine';
import { SharedRuns } from './shared-runs';

/** A run that ends when told. */
function held() {
  const started: { signal: AbortSignal; finish: (result: EngineResult) => void }[] = [];
  const start = (signal: AbortSignal): Promise<EngineResult> =>
    new Promise((finish) => void started.push({ signal, finish }));
  return { started, start };
}
const waiting = (): AbortController => new AbortController();

it('runs once for all who ask the same while it runs, and again for who comes later', async () => {
  const { started, start } = held();
  const runs = new SharedRuns();
  const both = [runs.join('a', waiting().signal, start), runs.join('a', waiting().signal, start)];
  const other = runs.join('b', waiting().signal, start);
  expect(started).toHaveLength(2);
  started[0]!.finish({ data: 1 });
  started[1]!.finish({ data: 2 });
  expect(await Promise.all([...both, other])).toEqual([{ data: 1 }, { data: 1 }, { data: 2 }]);
  const later = runs.join('a', waiting().signal, start);
  started[2]!.finish({ data: 3 });
  expect(await later).toEqual({ data: 3 });
});

it('goes on while anybody waits, and is given up with the last', async () => {
  const { started, start } = held();
  const runs = new SharedRuns();
  const [first, second] = [waiting(), waiting()];
  const left = runs.join('a', first.signal, start);
  const stays = runs.join('a', second.signal, start);
  first.abort();
  expect(await left).toMatchObject({ data: null });
  expect(started[0]!.signal.aborted).toBe(false);
  second.abort('enough');
  expect(started[0]!.signal.reason).toBe('enough');
  const newcomer = runs.join('a', waiting().signal, start);
  expect(started).toHaveLength(2);
  started[0]!.finish({ data: 'part' });
  started[1]!.finish({ data: 'whole' });
  expect([await stays, await newcomer]).toEqual([{ data: 'part' }, { data: 'whole' }]);
});

it('a run that fails fails for all of them, and is not kept', async () => {
  const runs = new SharedRuns();
  const fail = (): Promise<EngineResult> => Promise.reject(new Error('no'));
  const both = [runs.join('a', waiting().signal, fail), runs.join('a', waiting().signal, fail)];
  for (const result of both) await expect(result).rejects.toThrow('no');
  expect(await runs.join('a', waiting().signal, () => Promise.resolve({ data: 1 }))).toEqual({ data: 1 });
});
