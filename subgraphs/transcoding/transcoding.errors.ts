import { defineErrors } from '../../kit/errors/errors';

export const transcodingErrors = defineErrors({
  TRANSCODE_ENDED: {
    message: 'This job is over: it is {state}.',
    remedy: 'Read the job again; what failed or was cancelled can begin again with `retryTranscodeJob`.',
  },
  TRANSCODE_NOT_ENDED: {
    message: 'This job is still under way, or it is done.',
    remedy: 'Retry only what has failed or was cancelled; `TranscodeJob.state` says so.',
  },
});
