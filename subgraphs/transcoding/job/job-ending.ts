import { emit } from '../../../kit/events/emit';
import type { TranscodeResult } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';
import { Outputs } from '../output/outputs';
import { announceWork } from '../task/work.notice';
import { TranscodeTask } from '../task/transcode-task.entity';
import type { TranscodeJob } from './transcode-job.entity';
import type { Ending } from './transcode-job.states';
import { announceJob } from './transcode-job.topics';
import type { TranscodeReasonCode } from './transcode-reason';

/** The ways in which a job ends: with it go its tasks, so that workers lose them, and every file that players do not read. */
export class JobEnding {
  constructor(private readonly scope: Scope) {}

  /** The switch to the new files: whoever hears the event reads below the result's prefix. */
  async done(job: TranscodeJob, result: TranscodeResult): Promise<void> {
    job.result = result;
    await this.scope.get(Outputs).keep(result.prefix);
    await this.end(job, 'DONE', null);
  }

  failed(job: TranscodeJob, reason: TranscodeReasonCode): Promise<void> {
    return this.end(job, 'FAILED', reason);
  }

  /** @throws TRANSCODE_ENDED */
  cancelled(job: TranscodeJob): Promise<void> {
    return this.end(job, 'CANCELLED', 'CANCELLED');
  }

  private async end(job: TranscodeJob, outcome: Ending, reason: TranscodeReasonCode | null): Promise<void> {
    const { scope } = this;
    job.end(outcome, scope.clock.now(), reason);
    await scope.save(job);
    await scope.db.delete(TranscodeTask, { jobId: job.id });
    await scope.get(Outputs).orphanUnkept(job.id);
    const { id: jobId, assetId, versionId, organisationId, result } = job;
    await emit(scope, 'transcode.ended', { jobId, assetId, versionId, organisationId, outcome, reason, result });
    announceJob(scope, jobId);
    await announceWork(scope);
  }
}
