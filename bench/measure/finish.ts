import { say } from '../../cli/progress';

/** Runs a benchmark to its end, and ends the process where it fails: what it started ends with it. */
export function finish(work: Promise<void>): void {
  work.then(
    () => process.exit(0),
    (error: unknown) => {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
      process.exit(1);
    },
  );
}
