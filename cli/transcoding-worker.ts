import { join } from 'node:path';
import type { Config } from '../kit/config/config';
import type { RunningSubgraph } from '../kit/subgraph/running';
import { findTools } from '../subgraphs/transcoding/ffmpeg';
import { Worker } from '../subgraphs/transcoding/worker/worker';

/**
 * Starts a worker that prepares videos for players, and says which programs it does that with.
 * @throws TranscodeError TOOLS_MISSING
 */
export async function startTranscodingWorker(
  config: Config,
  subgraph: RunningSubgraph,
  slots: number,
): Promise<Worker> {
  const { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe, PACKAGER_PATH: packager } = config;
  const tools = await findTools({ ffmpeg, ffprobe, packager });
  for (const line of tools.lines) subgraph.resources.log.info({ program: line }, 'videos are prepared by');
  const folder = config.TRANSCODE_FOLDER ?? join(config.LYCEUM_DATA, 'transcoding');
  const worker = await Worker.open({ subgraph, tools, folder, slots });
  worker.start();
  return worker;
}
