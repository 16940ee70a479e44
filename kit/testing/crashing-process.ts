import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { emit } from '../events/emit';
import { Viewer } from '../identity/viewer';
import { RunningSubgraph } from '../subgraph/running';
import { sample } from './sample-subgraph';
import { testHouse } from './test-house';
import { systemClock } from '../scope/clock';

/** Commits facts with their events as fast as it can, and says so after each commit, until somebody kills it. */
async function work(url: string): Promise<never> {
  const house = { ...testHouse(() => Promise.resolve(url)), clock: systemClock };
  const subgraph = await RunningSubgraph.start(sample, house);
  await subgraph.worker.start();
  for (;;) {
    await subgraph.scope(Viewer.system).transaction(async (tx) => {
      const userId = randomUUID();
      await tx.db.query('INSERT INTO sent (user_id) VALUES ($1)', [userId]);
      await emit(tx, 'user.registered', { userId });
    });
    process.stdout.write('committed\n');
  }
}

void work(process.argv[2] ?? '');
