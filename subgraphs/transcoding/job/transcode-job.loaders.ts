import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { TranscodeJob } from './transcode-job.entity';
import { transcodeJobPolicy } from './transcode-job.policy';

/** Every read of jobs by key. */
export class TranscodeJobLoaders {
  readonly visible: Loader<string, TranscodeJob | null>;
  /** Of an asset's versions, the newest first. */
  readonly ofAsset: Loader<string, TranscodeJob[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, TranscodeJob, 'id', transcodeJobPolicy.see);
    const order = { createdAt: 'DESC', id: 'DESC' } as const;
    this.ofAsset = loadManyByKey(scope, TranscodeJob, 'assetId', { order, policy: transcodeJobPolicy.see });
  }
}
