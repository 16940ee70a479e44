import 'reflect-metadata';
import { flushCompileCache } from 'node:module';
import { FolderObjects } from '../../../kit/objects/folder-objects';
import { SignedUrls } from '../../../kit/objects/signed-urls';
import { systemClock } from '../../../kit/scope/clock';
import { RunningSubgraph } from '../../../kit/subgraph/running';
import { testHouse } from '../../../kit/testing/test-house';
import { transcoding } from '..';
import { findTools } from '../ffmpeg';
import { Worker } from '../worker/worker';

/** What a worker in a process of its own is told. */
export interface WorkerProcessOptions {
  readonly databaseUrl: string;
  readonly objects: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** A worker that goes on until somebody kills it; it says its id first, then whatever it begins. */
async function work({ databaseUrl, objects, folder, settings }: WorkerProcessOptions): Promise<void> {
  const house = testHouse(() => Promise.resolve(databaseUrl), settings);
  const { secrets, config } = house;
  const urls = new SignedUrls({ secrets, clock: systemClock, publicUrl: config.PUBLIC_URL });
  const real = { ...house, clock: systemClock, objects: new FolderObjects(objects, urls) };
  const subgraph = await RunningSubgraph.start(transcoding, real);
  const worker = await Worker.open({ subgraph, tools: await findTools(), folder, slots: 1 });
  worker.start();
  process.stdout.write(`${worker.id}\n`);
  // Whoever is killed leaves nothing of what it compiled unless it does so at once.
  flushCompileCache();
}

void work(JSON.parse(process.argv[2] ?? '{}') as WorkerProcessOptions);
