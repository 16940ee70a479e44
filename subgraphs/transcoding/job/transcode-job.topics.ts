import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

export interface JobMessage {
  readonly jobId: string;
}

/** Keys: `<job>`. */
export const jobTopic = liveTopic<JobMessage>('transcode_job');
/** One key for all. */
export const queueTopic = liveTopic<object>('transcode_queue');
export const queueKey = 'all';

/** Tells who follows the job, and who follows the queue. */
export function announceJob(tx: Scope, jobId: string): void {
  tx.afterCommit(() => {
    jobTopic.publish(tx.live, jobId, { jobId });
    queueTopic.publish(tx.live, queueKey, {});
  });
}
