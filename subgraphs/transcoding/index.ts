import { defineSubgraph } from '../../kit/subgraph/define';
import { AssetResolver } from './asset/asset.resolver';
import { resolveAsset } from './asset/asset.stub';
import { RemovedAsset } from './job/removed-asset.entity';
import { TranscodeJob } from './job/transcode-job.entity';
import { onMediaRemoved, onMediaUploaded } from './job/transcode-job.events';
import { resolveTranscodeJob } from './job/transcode-job.reference';
import { TranscodeJobResolver } from './job/transcode-job.resolver';
import { LiveResolver } from './live/live.resolver';
import { migrations } from './migrations';
import { deleteOrphans, sweepOutputs } from './output/outputs';
import { TranscodeOutput } from './output/transcode-output.entity';
import { TranscodeTaskResolver, TranscodeWorkerResolver } from './queue/queue.resolver';
import { tidyQueue } from './queue/queue.service';
import { TranscodeParty } from './queue/transcode-party.entity';
import { TranscodeWorker } from './queue/transcode-worker.entity';
import { reclaimLeases } from './task/reclaim.job';
import { TranscodeTask } from './task/transcode-task.entity';
import { transcodingErrors } from './transcoding.errors';
import { transcodingMetrics } from './transcoding.metrics';

export const transcoding = defineSubgraph({
  name: 'transcoding',
  resolvers: [TranscodeJobResolver, TranscodeWorkerResolver, TranscodeTaskResolver, AssetResolver, LiveResolver],
  references: { TranscodeJob: resolveTranscodeJob, Asset: resolveAsset },
  entities: [TranscodeJob, TranscodeTask, TranscodeWorker, TranscodeParty, TranscodeOutput, RemovedAsset],
  migrations,
  // Nobody who is nobody sees anything of this, and progress is written every second.
  unseenTables: [
    'transcode_job',
    'transcode_task',
    'transcode_worker',
    'transcode_party',
    'transcode_output',
    'removed_asset',
  ],
  emits: ['transcode.ended'],
  handlers: [onMediaUploaded, onMediaRemoved],
  jobs: [reclaimLeases, deleteOrphans, sweepOutputs, tidyQueue],
  metrics: transcodingMetrics,
  errors: transcodingErrors,
  sensitive: ['Query.transcodeJobs', 'Query.transcodeQueue', 'Query.transcodeWorkers'],
});
