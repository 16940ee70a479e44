import { on } from '../../../kit/events/on';
import { TranscodeJobService } from './transcode-job.service';

export const onMediaUploaded = on('media.uploaded', (tx, facts) => tx.get(TranscodeJobService).request(facts));

export const onMediaRemoved = on('media.removed', (tx, { assetId }) => tx.get(TranscodeJobService).forget(assetId));
