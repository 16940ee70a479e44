import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../kit/events/catalog';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeJobService } from '../job/transcode-job.service';

export type Upload = EventPayload<'media.uploaded'>;

/** What media tells of an upload. */
export function upload(given: Partial<Upload> = {}): Upload {
  const [assetId, versionId] = [randomUUID(), randomUUID()];
  const facts = { assetId, versionId, ownerId: randomUUID(), organisationId: null, kind: 'VIDEO' as const, ...given };
  const objectKey = `media/${facts.assetId}/${facts.versionId}/source`;
  return { objectKey, bytes: 1_000, contentType: 'video/mp4', protection: 'CLEAR', ...facts };
}

/** A job, made as an upload makes it. */
export const jobFactory: Factory<Partial<Upload>, TranscodeJob> = async (scope, given) => {
  const facts = upload(given);
  await scope.get(TranscodeJobService).request(facts);
  return scope.db.findOneByOrFail(TranscodeJob, { versionId: facts.versionId });
};
