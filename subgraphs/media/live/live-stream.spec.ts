import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../../kit/process/is-alive';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { freePorts } from '../../../kit/testing/free-ports';
import { describeWith } from '../../../kit/testing/needs';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { until } from '../../../kit/testing/until';
import { media } from '..';
import { AssetState } from '../asset/asset.states';
import { assetOf } from '../testing/upload';
import { Player } from '../playback/testing/player';
import { PlaybackService } from '../playback/playback.service';
import { session, someone } from '../playback/testing/world';
import { LiveIngests } from './ingest/live-ingest';
import { takes, type LiveTake } from './ingest/live-take.document';
import { liveWindows } from './ingest/live-window.document';
import { RtmpIngest } from './ingest/rtmp-ingest';
import { JoinLiveSessionPayload } from './join-live.result';
import { JoinLiveService } from './join-live.service';
import { tendLive } from './tend-live.job';
import { LiveWorld } from './testing/live-world';
import { encoderProgram, framesOf, needsFfmpeg, runFfmpeg, sending, timesOf } from './testing/program';

describeWith(needsFfmpeg, 'a live session, from an encoder to its learners', () => {
  const settings: Record<string, string> = {};
  beforeAll(async () => {
    const [port] = await freePorts(1);
    settings['LIVE_RTMP_PORT'] = String(port);
  });
  const house = subgraphTest(media, settings);
  let folder: string;
  let ingest: RtmpIngest;
  let player: Player;
  let queries: ExplainedQueries;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lyceum-live-spec-'));
    ingest = await RtmpIngest.listen(house.subgraph, encoderProgram());
    player = Player.open(house);
    queries = new ExplainedQueries(house.subgraph.resources.documents!);
  });
  afterAll(async () => {
    await ingest.stop();
    await player.close();
    await rm(folder, { recursive: true, force: true });
  });

  const takesOf = (liveSessionId: string): Promise<LiveTake[]> =>
    house.as().documents.of(takes).find({ liveSessionId }).sort({ number: 1 }).toArray();
  const segmentsOf = async (id: string): Promise<number> =>
    (await takesOf(id)).reduce((sum, { segments }) => sum + segments, 0);
  const isSilent = async (id: string): Promise<boolean> => (await takesOf(id)).every(({ endedAt }) => endedAt !== null);
  const joined = async (viewer: ReturnType<typeof someone>, id: string): Promise<JoinLiveSessionPayload> => {
    const outcome = await house.as(viewer).get(JoinLiveService).join(id);
    if (!(outcome instanceof JoinLiveSessionPayload)) throw new Error(outcome.code);
    return outcome;
  };
  /** The first playlist that names the segment, as a player comes to it: by asking again. */
  const playlistWith = async (segment: string, url: string, viewer: ReturnType<typeof someone>) => {
    let playlist = await player.get(url, { viewer });
    await until(async () => {
      // Whatever else is answered meanwhile is a fault, and not waited out.
      expect([null, 'LIVE_SILENT']).toContain(playlist.code);
      if (playlist.text.includes(segment)) return true;
      playlist = await player.get(url, { viewer });
      return false;
    });
    return playlist;
  };
  /** What a player with low latency asks for: each part as soon as it is told of, with a playlist that waits for the next. */
  const followParts = async (
    base: string,
    playlist: { text: string; cookie: string | undefined },
  ): Promise<Buffer[]> => {
    const { cookie } = playlist;
    const parts: Buffer[] = [];
    let text = playlist.text;
    const isTold = (of: string, url: string): boolean =>
      of.includes(`,URI="${url}"`) && !of.includes(`PART,URI="${url}"`);
    let [sequence, part] = [2, 0];
    while (parts.length < 6) {
      const url = `0/${sequence}.${part}.m4s`;
      if (!isTold(text, url)) {
        const isHinted = text.includes(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${url}"`);
        const reload = player.get(`${base}index.m3u8?_HLS_msn=${sequence}&_HLS_part=${part}`, { cookie });
        // Asked for before it is there, as the hint says.
        const early = isHinted ? player.get(`${base}${url}`, { cookie }) : null;
        text = (await reload).text;
        expect(isTold(text, url)).toBe(true);
        if (early) expect((await early).status).toBe(200);
      }
      parts.push((await player.get(`${base}${url}`, { cookie })).bytes);
      [sequence, part] = part === 2 ? [sequence + 1, 0] : [sequence, part + 1];
    }
    return parts;
  };
  /** One picture after the other, each for a thirtieth of a second, also where an encoder came again. */
  const expectSteady = (times: readonly number[]): void => {
    const steps = times.slice(1).map((time, at) => time - times[at]!);
    expect(steps.filter((step) => Math.abs(step - 1 / 30) > 0.002)).toEqual([]);
  };

  it('who joined watches it, nobody else does, and it becomes a recording', async () => {
    const world = await LiveWorld.make(house);
    const learner = await world.learner();
    const { session: live, ingestUrl, streamKey } = await world.start();
    const { hlsUrl, playback } = await joined(learner, live._id);
    expect(await player.get(hlsUrl, { viewer: learner })).toMatchObject({ status: 503, code: 'LIVE_SILENT' });

    const sent = runFfmpeg(sending(`${ingestUrl}/${streamKey}`, 5));
    const playlist = await playlistWith('0/1.m4s', hlsUrl, learner);
    const pid = ingest.processes.get(live._id)!;
    expect(playlist.headers['content-type']).toBe('application/vnd.apple.mpegurl');
    const base = hlsUrl.slice(0, hlsUrl.lastIndexOf('/') + 1);
    const init = await player.get(`${base}0/init.mp4`, { viewer: learner });
    const segment = await player.get(`${base}0/1.m4s`, { cookie: playlist.cookie });
    const file = join(folder, 'segment.mp4');
    await writeFile(file, Buffer.concat([init.bytes, segment.bytes]));
    expect(await framesOf(file)).toBe(30);
    const parts = await followParts(base, playlist);
    const inParts = join(folder, 'parts.mp4');
    await writeFile(inParts, Buffer.concat([init.bytes, ...parts]));
    expect(await framesOf(inParts)).toBe(10 * parts.length);

    for (const stranger of [someone(), session(learner), world.instructor, await world.learner()])
      for (const url of [
        hlsUrl,
        `${hlsUrl}?_HLS_msn=1`,
        ...['init.mp4', '1.m4s', '1.0.m4s'].map((name) => `${base}0/${name}`),
      ])
        expect((await player.get(url, { viewer: stranger })).status).toBe(404);
    for (const path of [
      '0/9.m4s',
      '0/1.9.m4s',
      '0/1.0.0.m4s',
      '0/init.mp5',
      '0/%2findex.m3u8',
      '0/..%2findex.m3u8',
      '../master.m3u8',
      '../key',
    ])
      expect((await player.get(`${base}${path}`, { viewer: learner })).status).toBeGreaterThanOrEqual(400);

    await sent;
    await until(() => isSilent(live._id));
    expect(isAlive(pid)).toBe(false);
    await world.service().end(live._id);
    await house.settle();
    const { recording } = await world.stored(live._id);
    const asset = await assetOf(house, recording!.assetId);
    expect(asset).toMatchObject({ state: AssetState.PROCESSING, ownerId: world.instructor.id, fileName: 'Ask me.mp4' });
    const recorded = join(folder, 'recorded.mp4');
    const stored = await house.as().objects.download(asset.current.objectKey, recorded);
    expect(stored!.bytes).toBe(asset.current.bytes);
    const times = await timesOf(recorded);
    expect(Math.abs(times.length - 150)).toBeLessThanOrEqual(3);
    expectSteady(times);
    expect(await house.as(learner).get(PlaybackService).end(playback.id)).toMatchObject({ endReason: 'STOPPED' });
  });

  it('a wrong key is refused, and so is one that was changed or is over', async () => {
    const world = await LiveWorld.make(house);
    const { session: live, ingestUrl, streamKey } = await world.start();
    const { streamKey: newer } = await world.service().rotateKey(live._id);
    for (const key of ['wrong', '', streamKey, 'a'.repeat(3_000), '%00', live._id])
      await expect(runFfmpeg(sending(`${ingestUrl}/${key}`, 1))).rejects.toThrow();
    await world.service().end(live._id);
    await expect(runFfmpeg(sending(`${ingestUrl}/${newer}`, 1))).rejects.toThrow();
    expect(await takesOf(live._id)).toEqual([]);
    await house.settle();
    expect((await world.stored(live._id)).recording).toBeNull();
  });

  it('an encoder that was cut off comes again, and the recording has both halves', async () => {
    const world = await LiveWorld.make(house);
    const { session: live, ingestUrl, streamKey } = await world.start();
    const first = spawn(encoderProgram().ffmpeg, [...sending(`${ingestUrl}/${streamKey}`, 600)], { stdio: 'ignore' });
    await until(async () => (await segmentsOf(live._id)) >= 2);
    first.kill('SIGKILL');
    await until(() => isSilent(live._id));
    const before = await segmentsOf(live._id);
    await runFfmpeg(sending(`${ingestUrl}/${streamKey}`, 2, { withSound: false }));
    await until(() => isSilent(live._id));
    const all = await takesOf(live._id);
    expect(all).toMatchObject([{ number: 0 }, { number: 1, offset: all[0]!.seconds }]);
    expect(all[1]!.seconds).toBeCloseTo(2, 1);
    const { segments } = (await house.as().documents.of(liveWindows).findOne({ _id: live._id }))!;
    expect(segments.filter(({ take }) => take === 1)[0]).toMatchObject({ sequence: before, number: 0 });
    await world.service().end(live._id);
    await house.settle();
    const asset = await assetOf(house, (await world.stored(live._id)).recording!.assetId);
    const file = join(folder, 'joined.mp4');
    await house.as().objects.download(asset.current.objectKey, file);
    const seconds = all.reduce((sum, take) => sum + take.seconds, 0);
    const times = await timesOf(file);
    expect(Math.abs(times.length - seconds * 30)).toBeLessThanOrEqual(2);
    expectSteady(times);
  });

  it('the end of the session ends its encoder, and what was sent until then is kept', async () => {
    const world = await LiveWorld.make(house);
    const learner = await world.learner();
    const { session: live, ingestUrl, streamKey } = await world.start();
    const { hlsUrl } = await joined(learner, live._id);
    const sent = runFfmpeg(sending(`${ingestUrl}/${streamKey}`, 600)).catch(() => 'cut off');
    await until(async () => (await segmentsOf(live._id)) >= 1);
    const pid = ingest.processes.get(live._id)!;
    await world.service().end(live._id);
    expect(await sent).toBe('cut off');
    await until(() => isSilent(live._id));
    await until(() => !ingest.processes.has(live._id));
    expect(isAlive(pid)).toBe(false);
    expect((await player.get(hlsUrl, { viewer: learner })).text).toContain('#EXT-X-ENDLIST');
    await house.settle();
    expect((await world.stored(live._id)).recording).not.toBeNull();
    house.clock.advance({ hours: 2 });
    await tendLive.run(house.as(), {});
    const left: string[] = [];
    for await (const { key } of house.as().objects.list(`live/${live._id}/`)) left.push(key);
    expect(left).toEqual([]);
  });

  it('a take whose process is gone is over once its lease is, and the next one goes on from there', async () => {
    const world = await LiveWorld.make(house);
    const { session: live } = await world.start();
    const now = house.clock.now();
    const gone = { offset: 0, segments: 3, seconds: 3, startedAt: now, seenAt: now, endedAt: null };
    await house
      .as()
      .documents.of(takes)
      .insertOne({ _id: live._id, liveSessionId: live._id, number: 0, ...gone });
    await tendLive.run(house.as(), {});
    expect(await isSilent(live._id)).toBe(false);
    house.clock.advance({ seconds: 30 });
    await tendLive.run(house.as(), {});
    expect(await isSilent(live._id)).toBe(true);
  });

  it('says where encoders come from', () => {
    expect(house.as().shared(LiveIngests).current).toBe(ingest);
  });

  it('an index serves every query', async () => {
    expect(await queries.scans()).toEqual([]);
  });
});
