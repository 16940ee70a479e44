import type { Config } from '../../kit/config/config';
import { startTracing } from '../../kit/tracing/start';
import { transcoding } from '../../subgraphs/transcoding';
import { TranscodeError } from '../../subgraphs/transcoding/ffmpeg';
import { openEnvironment } from '../environment';
import { Platform } from '../platform';
import { say, step } from '../progress';
import { onShutdown } from '../shutdown';
import { UsageError } from '../usage-error';
import { startTranscodingWorker } from '../transcoding-worker';

/** Work that is too heavy for the processes that answer: one of any number of them, on any machine. */
export async function worker(config: Config, name: string): Promise<void> {
  if (name !== transcoding.name) throw new UsageError(`There is no worker ${name}. There are: ${transcoding.name}.`);
  const tracing = startTracing(config, `${name}-worker`);
  // Its events wait in the database for the subgraph's own process: it needs no broker.
  const environment = await step('databases and files', () => openEnvironment(config, { alone: true }));
  const platform = await step('migrations', () => Platform.open([transcoding], environment.house));
  const slots = Math.max(1, config.TRANSCODE_SLOTS);
  const running = await startTranscodingWorker(config, platform.get(name), slots).catch(async (error: unknown) => {
    await platform.stop();
    await environment.close();
    throw error instanceof TranscodeError ? new UsageError(error.detail) : error;
  });
  onShutdown(async () => {
    await running.stop();
    await platform.stop();
    await environment.close();
    await tracing.stop();
  });
  say(`The transcoding worker is ready, for ${slots} at a time.`);
}
