import { say } from './progress';

/** Runs `stop` on the first Ctrl-C or SIGTERM and ends the process with its outcome; a second signal ends it at once. */
export function onShutdown(stop: () => Promise<void>): void {
  let isStopping = false;
  const handle = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    say('\nStopping …');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
}

/**
 * Runs `stop` when the primary process asks for it, and ends the process. Ctrl-C in a terminal reaches the workers too,
 * but it is the primary that knows what to do.
 */
export function onWorkerShutdown(stop: () => Promise<void>): void {
  let stopping: Promise<void> | undefined;
  const handle = (): void => {
    stopping ??= stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', handle);
  process.on('message', (message) => {
    if (message === stopMessage) handle();
  });
}

/** What the primary process sends to a worker that should end. */
export const stopMessage = 'lyceum:stop';
