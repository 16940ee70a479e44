import type { RunningSubgraph } from '../kit/subgraph/running';
import { RtmpIngest } from '../subgraphs/media/live/ingest/rtmp-ingest';
import { findTools, TranscodeError } from '../subgraphs/transcoding/ffmpeg';

/**
 * Listens for the encoders of live sessions, as the settings say. Without FFmpeg, or where the port is taken, the rest of the
 * product works, and the log says what does not. @returns what ends it
 */
export async function startLiveIngest(subgraph: RunningSubgraph): Promise<() => Promise<void>> {
  const { config, log } = subgraph.resources;
  if (config.LIVE_RTMP_PORT === 0) return () => Promise.resolve();
  try {
    const { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe, PACKAGER_PATH: packager } = config;
    const tools = await findTools({ ffmpeg, ffprobe, packager });
    const ingest = await RtmpIngest.listen(subgraph, { ffmpeg: tools.ffmpeg.path, wrappers: tools.wrappers });
    log.info({ host: config.LIVE_RTMP_HOST, port: config.LIVE_RTMP_PORT }, 'live sessions are received by RTMP');
    return () => ingest.stop();
  } catch (error) {
    if (!(error instanceof TranscodeError) && !isTaken(error)) throw error;
    const why = error instanceof TranscodeError ? error.detail : error.message;
    log.warn({ why }, 'no live sessions are received here');
    return () => Promise.resolve();
  }
}

const isTaken = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
