import { Logger } from 'graphile-worker';
import type { Log } from '../log/log';
import { NotYet } from './not-yet';

interface Told {
  readonly error?: unknown;
  readonly job?: { readonly attempts: number; readonly max_attempts: number };
}

/** What the job worker says, in the house's log: failures as warnings, all else as traces. */
export function workerLog(log: Log): Logger {
  return new Logger(() => (level, message, told?: Told) => {
    if (level === 'error' && isNews(told)) log.warn({ worker: message, error: told?.error }, 'job failed');
    else log.trace({ worker: message }, 'job worker');
  });
}

/** What only has to wait is, once it was tried for the last time. */
function isNews({ error, job }: Told = {}): boolean {
  return !(error instanceof NotYet) || job === undefined || job.attempts >= job.max_attempts;
}
