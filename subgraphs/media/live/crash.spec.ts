import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../../kit/process/is-alive';
import { freePorts } from '../../../kit/testing/free-ports';
import { describeWith, findProgram } from '../../../kit/testing/needs';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { until } from '../../../kit/testing/until';
import { media } from '..';
import { assetOf } from '../testing/upload';
import { takes, type LiveTake } from './ingest/live-take.document';
import { tendLive } from './tend-live.job';
import type { IngestProcessOptions } from './testing/ingest-process';
import { LiveWorld } from './testing/live-world';
import { encoderProgram, framesOf, needsFfmpeg, runFfmpeg, sending } from './testing/program';

const root = join(__dirname, '..', '..', '..');
const program = join(root, 'dist', 'subgraphs', 'media', 'live', 'testing', 'ingest-process.js');
const needs = {
  what: `${needsFfmpeg.what}, or setpriv (util-linux)`,
  isHere: needsFfmpeg.isHere && findProgram('setpriv') !== undefined,
};

/** A process that listens for encoders, to be killed where it stands. */
class IngestProcess {
  /** Of FFmpeg, as it says. */
  ffmpeg: number | null = null;

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.on(
      'data',
      (said: Buffer) => (this.ffmpeg = Number(/ffmpeg (\d+)\n/.exec(said.toString())?.[1] ?? 0) || null),
    );
  }

  static async start(options: IngestProcessOptions): Promise<IngestProcess> {
    if (!existsSync(program)) throw new Error('Run npm run build first: this test starts processes of its own.');
    const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return new IngestProcess(child);
  }

  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

describeWith(needs, 'a process that is killed while an encoder sends', () => {
  const house = subgraphTest(media);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lyceum-crash-spec-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const takesOf = (liveSessionId: string): Promise<LiveTake[]> =>
    house.as().documents.of(takes).find({ liveSessionId }).sort({ number: 1 }).toArray();

  it('leaves no FFmpeg, and the session goes on in another process', async () => {
    const world = await LiveWorld.make(house);
    const { session, streamKey } = await world.start();
    const [first = 0, second = 0] = await freePorts(2);
    const options = {
      databaseUrl: house.subgraph.resources.database.url,
      documentsUrl: await house.house.documentsUrl('media'),
      objects: house.house.objects.folder,
      program: encoderProgram(),
    };
    const killed = await IngestProcess.start({ ...options, port: first });
    const cut = runFfmpeg(sending(`rtmp://127.0.0.1:${first}/live/${streamKey}`, 600)).catch(() => 'cut off');
    await until(async () => (await takesOf(session._id)).some(({ segments }) => segments >= 2));
    await until(() => killed.ffmpeg !== null);
    await killed.kill();
    expect(await cut).toBe('cut off');
    await until(() => !isAlive(killed.ffmpeg!));
    const [before] = await takesOf(session._id);

    const other = await IngestProcess.start({ ...options, port: second });
    await runFfmpeg(sending(`rtmp://127.0.0.1:${second}/live/${streamKey}`, 2));
    await until(async () => (await takesOf(session._id)).every(({ endedAt }) => endedAt !== null));
    await other.kill();
    const all = await takesOf(session._id);
    expect(all).toMatchObject([{ segments: before!.segments }, { offset: before!.seconds }]);
    expect(all[1]!.segments).toBeGreaterThan(0);

    await world.service().end(session._id);
    await tendLive.run(house.as(), {});
    await house.settle();
    const asset = await assetOf(house, (await world.stored(session._id)).recording!.assetId);
    const file = join(folder, 'recording.mp4');
    await house.as().objects.download(asset.current.objectKey, file);
    const seconds = all.reduce((sum, take) => sum + take.seconds, 0);
    expect(Math.abs((await framesOf(file)) - seconds * 30)).toBeLessThanOrEqual(2);
  });
});
