import type { SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kit/identity/viewer';
import { onlyGranted } from '../../../kit/policy/granted';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { TranscodeJob } from './transcode-job.entity';

/** `transcode.read` shows an organisation's jobs, `transcode.manage` lets run them. */
const [read, manage] = ['transcode.read', 'transcode.manage'] as const;

const isStaff = (viewer: Viewer, job: TranscodeJob): boolean => viewer.may(manage, within(job));

/** Who may do what with a job. Whoever uploaded something may follow it, end it and begin again, but not go before others. */
export const transcodeJobPolicy = definePolicy(TranscodeJob, {
  see: (viewer) => (job) => viewer.is(job.ownerId) || viewer.may(read, within(job)) || isStaff(viewer, job),
  control: (viewer) => (job) => viewer.is(job.ownerId) || isStaff(viewer, job),
  prioritize: (viewer) => (job) => isStaff(viewer, job),
});

/** Whether the viewer may look at what all workers do, for whomever: an operator of the marketplace. */
export const mayOperate = (viewer: Viewer): boolean => viewer.may(manage, { organisationId: null });

/** The same as `see`, inside a query. */
export function onlyVisible(query: SelectQueryBuilder<TranscodeJob>, viewer: Viewer): void {
  onlyGranted(query, viewer, { owner: 'owner_id', permissions: [read, manage], type: TranscodeJob.name });
}
