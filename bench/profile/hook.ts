import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { isMainThread } from 'node:worker_threads';

/** What the server is watched for. */
export type Watched = 'time' | 'memory';

/** Loaded before a server: the first SIGUSR2 begins a profile of its main thread, the second writes it to the file. */
function listen(file: string, watched: Watched): void {
  const session = new Session();
  session.connect();
  let isRunning = false;
  const toggle = async (): Promise<void> => {
    isRunning = !isRunning;
    if (isRunning) return watched === 'time' ? beginTime(session) : beginMemory(session);
    const { profile } =
      watched === 'time' ? await session.post('Profiler.stop') : await session.post('HeapProfiler.stopSampling');
    writeFileSync(file, JSON.stringify(profile));
  };
  process.on('SIGUSR2', () => void toggle());
}

async function beginTime(session: Session): Promise<void> {
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 250 });
  await session.post('Profiler.start');
}

/** Everything that was allocated, whether it lives still or not. */
async function beginMemory(session: Session): Promise<void> {
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 16_384,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
}

// eslint-disable-next-line node/no-process-env -- the server under the profile reads its own settings
const { LYCEUM_PROFILE: file, LYCEUM_PROFILE_OF: watched = 'time' } = process.env;
if (isMainThread && file) listen(file, watched as Watched);
