import type { TranscodeResult } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';
import type { EncodePlan, Part } from '../ffmpeg';
import { JobEnding } from '../job/job-ending';
import { percentOf } from '../job/progress';
import { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeJobState } from '../job/transcode-job.states';
import { announceJob } from '../job/transcode-job.topics';
import { isPassing, type TranscodeReasonCode } from '../job/transcode-reason';
import { Outputs, prefixOf } from '../output/outputs';
import type { Held } from './lease';
import { backOff, encodings, packaging } from './task.plan';
import { addTasks } from './task.store';
import { TranscodeTask } from './transcode-task.entity';

/** What a worker says when a task is done. */
export type TaskResult =
  | { readonly kind: 'PROBE'; readonly plan: EncodePlan; readonly parts: readonly Part[] }
  | { readonly kind: 'ENCODE' }
  | { readonly kind: 'PACKAGE'; readonly result: Omit<TranscodeResult, 'prefix'> };

interface Found {
  readonly job: TranscodeJob;
  readonly task: TranscodeTask;
}

/** What comes of a task. Whoever has lost it changes nothing. */
export class OutcomeService {
  constructor(private readonly scope: Scope) {}

  /** Whether the worker still had the task, so that its result counts. */
  complete(held: Held, outcome: TaskResult): Promise<boolean> {
    return this.ofHolder(held, async (tx, { job, task }) => {
      const prefix = prefixOf(job, held.lease);
      await tx.db.update(TranscodeTask, task.id, { status: 'DONE', done: task.total, output: prefix });
      if (outcome.kind === 'PROBE') await this.plan(tx, job, outcome);
      if (outcome.kind === 'ENCODE') await this.packageWhenEncoded(tx, job);
      if (outcome.kind === 'PACKAGE') await tx.get(JobEnding).done(job, { prefix, ...outcome.result });
    });
  }

  /** Tries again later what can pass, so often; ends the job otherwise. Whether the worker still had the task. */
  fail(held: Held, reason: TranscodeReasonCode): Promise<boolean> {
    return this.ofHolder(held, async (tx, { job, task }) => {
      await tx.get(Outputs).orphan(prefixOf(job, held.lease));
      const failures = task.failures + 1;
      if (!isPassing(reason) || failures >= tx.config.TRANSCODE_TRIES) return tx.get(JobEnding).failed(job, reason);
      const runAt = new Date(tx.clock.now().getTime() + backOff(failures));
      await putBack(tx, task, { failures, runAt });
      job.nextTryAt = runAt;
      await tx.save(job);
    });
  }

  /** Gives a task back that its worker cannot finish, because it ends: nothing has failed. */
  release(held: Held): Promise<boolean> {
    return this.ofHolder(held, async (tx, { job, task }) => {
      await tx.get(Outputs).orphan(prefixOf(job, held.lease));
      await putBack(tx, task, {});
    });
  }

  /** The job first, then the task: everyone locks in this order. */
  private ofHolder(held: Held, work: (tx: Scope, found: Found) => Promise<void>): Promise<boolean> {
    const { jobId, taskId: id, lease } = held;
    return this.scope.transaction(async (tx) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const job = await tx.db.findOne(TranscodeJob, { where: { id: jobId }, lock });
      const task = job && (await tx.db.findOne(TranscodeTask, { where: { id, status: 'LEASED', lease }, lock }));
      if (!task) return false;
      await work(tx, { job, task });
      announceJob(tx, jobId);
      return true;
    });
  }

  private async plan(tx: Scope, job: TranscodeJob, { plan, parts }: Extract<TaskResult, { kind: 'PROBE' }>) {
    job.become(TranscodeJobState.ENCODING);
    Object.assign(job, { plan, encodingAt: tx.clock.now() });
    await tx.save(job);
    await addTasks(tx, job.id, encodings(plan, parts));
  }

  private async packageWhenEncoded(tx: Scope, job: TranscodeJob): Promise<void> {
    const tasks = await tx.db.findBy(TranscodeTask, { jobId: job.id });
    job.percent = Math.max(job.percent, percentOf(tasks));
    const isEncoded = tasks.every(({ status }) => status === 'DONE');
    if (isEncoded) job.become(TranscodeJobState.PACKAGING);
    await tx.save(job);
    if (isEncoded) await addTasks(tx, job.id, [packaging]);
  }
}

function putBack(tx: Scope, task: TranscodeTask, changes: Partial<TranscodeTask>): Promise<unknown> {
  const free = { status: 'WAITING', workerId: null, lease: null, leaseExpiresAt: null, done: 0 } as const;
  return tx.db.update(TranscodeTask, task.id, { ...free, ...changes });
}
