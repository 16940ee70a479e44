import { ManualTimers } from '../kit/testing/manual-timers';
import { silentLog } from '../kit/testing/silent-log';
import { WorkerPool, type WorkerProcess } from './worker-pool';

class FakeWorker implements WorkerProcess {
  readonly asked: string[] = [];
  listens: () => void = () => undefined;
  ends: (how: { code: number | null; signal: string | null }) => void = () => undefined;

  constructor(readonly pid: number) {}

  onListening(listener: () => void): void {
    this.listens = listener;
  }

  onExit(listener: (how: { code: number | null; signal: string | null }) => void): void {
    this.ends = listener;
  }

  stop(): void {
    this.asked.push('stop');
  }

  kill(): void {
    this.asked.push('kill');
  }

  crash(): void {
    this.ends({ code: null, signal: 'SIGSEGV' });
  }
}

class World {
  readonly timers = new ManualTimers();
  readonly workers: FakeWorker[] = [];
  readonly pool = new WorkerPool({
    size: 2,
    log: silentLog,
    stopTimeout: 10_000,
    timers: this.timers,
    fork: () => {
      const worker = new FakeWorker(this.workers.length);
      this.workers.push(worker);
      return worker;
    },
  });

  worker(index: number): FakeWorker {
    const worker = this.workers[index];
    if (!worker) throw new Error(`There is no worker ${index}.`);
    return worker;
  }

  async started(): Promise<this> {
    const started = this.pool.start();
    for (const worker of this.workers) worker.listens();
    await started;
    return this;
  }
}

it('begins when all workers listen', async () => {
  const world = new World();
  const heard: string[] = [];
  const started = world.pool.start().then(() => heard.push('started'));
  world.worker(0).listens();
  await Promise.resolve();
  expect(heard).toEqual([]);
  world.worker(1).listens();
  await started;
  expect(world.workers).toHaveLength(2);
});

it('does not begin when a worker ends before, and stops the others', async () => {
  const world = new World();
  const started = world.pool.start();
  world.worker(0).ends({ code: 1, signal: null });
  await Promise.resolve();
  await Promise.resolve();
  expect(world.worker(1).asked).toEqual(['stop']);
  world.worker(1).ends({ code: 0, signal: null });
  await expect(started).rejects.toThrow('before it was ready');
  expect(world.workers).toHaveLength(2);
  expect(world.timers.pending).toBe(0);
});

it('replaces a worker that ends, and waits longer each time that it is soon', async () => {
  const world = await new World().started();
  world.worker(0).crash();
  world.timers.advance(199);
  expect(world.workers).toHaveLength(2);
  world.timers.advance(1);
  expect(world.workers).toHaveLength(3);
  world.worker(2).crash();
  world.timers.advance(399);
  expect(world.workers).toHaveLength(3);
  world.timers.advance(1);
  expect(world.workers).toHaveLength(4);
  for (let count = 3; count < 20; count += 1) {
    world.worker(count).crash();
    world.timers.advance(30_000);
    expect(world.workers).toHaveLength(count + 2);
  }
});

it('replaces at once what lived long', async () => {
  const world = await new World().started();
  world.timers.advance(60_001);
  world.worker(0).crash();
  world.timers.advance(0);
  expect(world.workers).toHaveLength(3);
});

it('stops when all workers have ended, and replaces none of them', async () => {
  const world = await new World().started();
  world.worker(0).crash();
  const stopped = world.pool.stop();
  expect(world.worker(1).asked).toEqual(['stop']);
  world.worker(1).ends({ code: 0, signal: null });
  await stopped;
  world.timers.advance(60_000);
  expect(world.workers).toHaveLength(2);
  expect(world.timers.pending).toBe(0);
});

it('ends by force what does not end in time', async () => {
  const world = await new World().started();
  const stopped = world.pool.stop();
  world.worker(0).ends({ code: 0, signal: null });
  world.timers.advance(10_000);
  expect(world.workers.map(({ asked }) => asked)).toEqual([['stop'], ['stop', 'kill']]);
  world.worker(1).ends({ code: null, signal: 'SIGKILL' });
  await stopped;
});
