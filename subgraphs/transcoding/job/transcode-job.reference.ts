import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { TranscodeJob } from './transcode-job.entity';
import { TranscodeJobLoaders } from './transcode-job.loaders';

/** How references become jobs; the policy is in the loader, so there is no way around it. */
export const resolveTranscodeJob: ReferenceResolver<TranscodeJob> = (scope, { id }) =>
  scope.get(TranscodeJobLoaders).visible.load(id);
