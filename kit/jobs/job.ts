import type { Scope } from '../scope/scope';
import type { JobOptions } from './add-job';
import { addJobIn, addJobsIn, type QueuedJob } from './outbox';

/** Work done later, at least once, with retries that back off. It must be safe to run twice. */
export interface Job<P extends object> {
  readonly name: string;
  /** A crontab line in UTC for jobs that run by the calendar. */
  readonly cron?: string;
  readonly run: (scope: Scope, payload: P) => Promise<void>;
}

export type AnyJob = Job<never>;

export function defineJob<P extends object>(name: string, run: Job<P>['run']): Job<P> {
  return { name, run };
}

/** @param line crontab of five fields, in UTC. */
export function defineCron(name: string, line: string, run: (scope: Scope) => Promise<void>): Job<object> {
  return { name, cron: line, run };
}

/** Commits with the caller's own writes when given a transaction. */
export function enqueue<P extends object>(scope: Scope, job: Job<P>, payload: P, options?: JobOptions): Promise<void> {
  return addJobIn(scope, job.name, payload, options);
}

/** `enqueue` for many at once, in one statement. */
export function enqueueAll<P extends object>(
  scope: Scope,
  job: Job<P>,
  jobs: readonly QueuedJob<P>[],
  options?: Pick<JobOptions, 'maxAttempts' | 'priority'>,
): Promise<void> {
  return addJobsIn(scope, job.name, jobs, options);
}
