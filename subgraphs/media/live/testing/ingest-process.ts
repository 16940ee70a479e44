import 'reflect-metadata';
import { FolderObjects } from '../../../../kit/objects/folder-objects';
import { SignedUrls } from '../../../../kit/objects/signed-urls';
import { RunningSubgraph } from '../../../../kit/subgraph/running';
import { testHouse } from '../../../../kit/testing/test-house';
import { media } from '../..';
import type { EncoderProgram } from '../ingest/encoder';
import { RtmpIngest } from '../ingest/rtmp-ingest';

/** What a process that listens for encoders is told. */
export interface IngestProcessOptions {
  readonly databaseUrl: string;
  readonly documentsUrl: string;
  readonly objects: string;
  readonly port: number;
  readonly program: EncoderProgram;
}

/** Media in a process of its own, until somebody kills it; it says that it listens, then which FFmpeg it has started. */
async function listen({ databaseUrl, documentsUrl, objects, port, program }: IngestProcessOptions): Promise<void> {
  const settings = { LIVE_RTMP_PORT: String(port) };
  const house = testHouse(
    () => Promise.resolve(databaseUrl),
    settings,
    () => Promise.resolve(documentsUrl),
  );
  const { secrets, config, clock } = house;
  const urls = new SignedUrls({ secrets, clock, publicUrl: config.PUBLIC_URL });
  const subgraph = await RunningSubgraph.start(media, { ...house, objects: new FolderObjects(objects, urls) });
  const ingest = await RtmpIngest.listen(subgraph, program);
  process.stdout.write('listening\n');
  setInterval(() => {
    for (const pid of ingest.processes.values()) if (pid !== undefined) process.stdout.write(`ffmpeg ${pid}\n`);
  }, 50);
}

void listen(JSON.parse(process.argv[2] ?? '{}') as IngestProcessOptions);
