import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { emit } from '../events/emit';
import { Viewer } from '../identity/viewer';
import { systemClock } from '../scope/clock';
import { RunningSubgraph } from '../subgraph/running';
import { sampleDocuments, sentDocuments } from './sample-documents';
import { sample } from './sample-subgraph';
import { testHouse } from './test-house';

/**
 * Commits facts with their events as fast as it can, and says so after each commit, until somebody kills it. The facts
 * are documents where a URL for those is given.
 */
async function work(url: string, documentsUrl?: string): Promise<never> {
  const house = testHouse(
    () => Promise.resolve(url),
    // A kill is an attempt that came to nothing.
    { EVENT_ATTEMPTS: '50' },
    () => Promise.resolve(documentsUrl ?? ''),
  );
  const definition = documentsUrl ? sampleDocuments : sample;
  const subgraph = await RunningSubgraph.start(definition, { ...house, clock: systemClock });
  await subgraph.worker.start();
  // Whoever is killed leaves nothing of what it compiled unless it does so at once.
  flushCompileCache();
  for (;;) {
    await subgraph.scope(Viewer.system).transaction(async (tx) => {
      const userId = randomUUID();
      if (tx.hasDocuments) await tx.documents.of(sentDocuments).insertOne({ _id: userId });
      else await tx.db.query('INSERT INTO sent (user_id) VALUES ($1)', [userId]);
      await emit(tx, 'user.registered', { userId });
    });
    process.stdout.write('committed\n');
  }
}

void work(process.argv[2] ?? '', process.argv[3]);
