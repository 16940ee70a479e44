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
