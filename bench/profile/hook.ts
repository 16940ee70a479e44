import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { isMainThread } from 'node:worker_threads';

/** Loaded before a server: the first SIGUSR2 begins a profile of its main thread, the second writes it to LYCEUM_PROFILE. */
function listen(file: string): void {
  const session = new Session();
  session.connect();
  let isRunning = false;
  const toggle = async (): Promise<void> => {
    isRunning = !isRunning;
    if (isRunning) {
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: 250 });
      return session.post('Profiler.start');
    }
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
  };
  process.on('SIGUSR2', () => void toggle());
}

// eslint-disable-next-line node/no-process-env -- the server under the profile reads its own settings
if (isMainThread && process.env['LYCEUM_PROFILE']) listen(process.env['LYCEUM_PROFILE']);
