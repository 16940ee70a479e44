import { openLiveTopics } from '../../../../kit/live/live';
import { subgraphTest } from '../../../../kit/testing/subgraph-test';
import { until } from '../../../../kit/testing/until';
import type { Viewer } from '../../../../kit/identity/viewer';
import { media } from '../..';
import { Player } from '../../playback/testing/player';
import { PlaybackService } from '../../playback/playback.service';
import { Segmenter } from '../ingest/segmenter';
import { TakeService, type Begun, type Published } from '../ingest/take.service';
import { JoinLiveSessionPayload } from '../join-live.result';
import { JoinLiveService } from '../join-live.service';
import { LiveWorld } from '../testing/live-world';
import { LiveDelivery } from './live-delivery';
import { LiveEdge } from './live-edge';
import { LiveEdges } from './live-edges';

const house = subgraphTest(media);
let player: Player;
beforeAll(() => (player = Player.open(house)));
afterAll(() => player.close());

/** A session to which parts are sent when a test says so, and a learner who has joined it. */
class Watched {
  /** Sends the next third of a second. */
  send!: () => Promise<Published>;

  private constructor(
    readonly world: LiveWorld,
    readonly id: string,
    private readonly streamKey: string,
    readonly learner: Viewer,
    readonly joined: JoinLiveSessionPayload,
    private begun: Begun,
  ) {
    this.connect(begun);
  }

  static async open(parts = 0): Promise<Watched> {
    const world = await LiveWorld.make(house);
    const learner = await world.learner();
    const { session, streamKey } = await world.start();
    const joined = await house.as(learner).get(JoinLiveService).join(session._id);
    const begun = await house.as().get(TakeService).begin(streamKey);
    if (!(joined instanceof JoinLiveSessionPayload) || !begun) throw new Error('This session is not live.');
    const watched = new Watched(world, session._id, streamKey, learner, joined, begun);
    for (let sent = 0; sent < parts; sent += 1) await watched.send();
    return watched;
  }

  /** Another connection of its encoder. */
  async reconnect(): Promise<void> {
    this.connect((await house.as().get(TakeService).begin(this.streamKey))!);
  }

  stop(): Promise<void> {
    return house.as().get(TakeService).end(this.begun.take);
  }

  get(file: string) {
    const { hlsUrl } = this.joined;
    return player.get(hlsUrl.slice(0, hlsUrl.lastIndexOf('/') + 1) + file, { viewer: this.learner });
  }

  /** A playlist with this part of this segment in it. */
  reload(sequence: number | string, part?: number | string) {
    return this.get(`index.m3u8?_HLS_msn=${sequence}${part === undefined ? '' : `&_HLS_part=${part}`}`);
  }

  private connect(begun: Begun): void {
    this.begun = begun;
    this.send = senderOf(begun);
  }
}

function senderOf({ take, segments }: Begun): () => Promise<Published> {
  const segmenter = new Segmenter(take, segments);
  let count = 0;
  return () => {
    const [isIndependent, bytes] = [count % 3 === 0, Buffer.from(`part ${count}`)];
    count += 1;
    const step = segmenter.add({ kind: 'PART', bytes, duration: 1 / 3, isIndependent });
    return house.as().get(TakeService).publish(take, step);
  };
}

/** Until so many requests wait for what comes. */
const held = (count: number): Promise<void> => until(() => house.as().shared(LiveEdges).held === count);

it('a playlist is held until it has the part that was asked for', async () => {
  const watched = await Watched.open(4);
  const answer = watched.reload(1, 1);
  await held(1);
  await watched.send();
  expect(await answer).toMatchObject({ status: 200, text: expect.stringContaining('URI="0/1.1.m4s"\n') });
  const whole = watched.reload(1);
  await held(1);
  await watched.send();
  expect((await whole).text).toContain('\n0/1.m4s\n');
  expect((await watched.reload(0)).status).toBe(200);
});

it('a part is held that comes next, and no other one', async () => {
  const watched = await Watched.open(3);
  const answer = watched.get('0/1.0.m4s');
  await held(1);
  expect((await watched.get('0/1.1.m4s')).status).toBe(404);
  expect((await watched.get('1/0.0.m4s')).status).toBe(404);
  await watched.send();
  expect(await answer).toMatchObject({ status: 200, text: 'part 3' });
  expect(await watched.get('0/0.m4s')).toMatchObject({ status: 200, text: 'part 0part 1part 2' });
});

it('refuses at once what no player asks for', async () => {
  const watched = await Watched.open(4);
  const far = ['_HLS_msn=3', '_HLS_msn=99999999999', '_HLS_msn=1&_HLS_part=99', '_HLS_msn=1&_HLS_msn=2'];
  for (const query of ['_HLS_part=0', '_HLS_msn=x', ...far])
    expect(await watched.get(`index.m3u8?${query}`)).toMatchObject({ status: 400, code: 'BAD_INPUT' });
});

it('holds a few requests of one grant at a time, and forgets those whose player has left', async () => {
  const watched = await Watched.open(1);
  const waiting = [1, 2, 1, 2].map((part) => watched.reload(0, part));
  await held(4);
  expect(await watched.reload(0, 1)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  await watched.send();
  await watched.send();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);

  const gone = new AbortController();
  const asked = { grantId: watched.joined.playback.id, liveSessionId: watched.id, signal: gone.signal };
  const left = [0, 1, 2, 3].map(() => house.as().get(LiveDelivery).playlist(asked, { _HLS_msn: '1' }));
  await held(4);
  gone.abort();
  await Promise.all(left);
  const next = watched.reload(1, 0);
  await held(1);
  await watched.send();
  expect((await next).status).toBe(200);
});

it('holds ten thousand requests in all', async () => {
  const edges = new LiveEdges(house.subgraph.resources);
  let letGo = (): void => undefined;
  const wait = (): Promise<void> => new Promise((resolve) => (letGo = resolve));
  const others = Array.from({ length: 9_999 }, (_, at) =>
    edges.hold(`grant ${at}`, () => new Promise(() => undefined)),
  );
  const last = edges.hold('the last', wait);
  await expect(edges.hold('one more', wait)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  letGo();
  await last;
  void edges.hold('one more', wait);
  await expect(edges.hold('and another', wait)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(others).toHaveLength(9_999);
});

it('the end is read once for each part, however many wait for it', async () => {
  const watched = await Watched.open(1);
  const signal = new AbortController().signal;
  const delivery = house.as().get(LiveDelivery);
  const many = Array.from({ length: 500 }, (_, at) =>
    delivery.playlist({ grantId: `grant ${at}`, liveSessionId: watched.id, signal }, { _HLS_msn: '0', _HLS_part: '2' }),
  );
  await held(many.length);
  const { commands } = house.subgraph.resources.documents!;
  const before = commands.count;
  await watched.send();
  await watched.send();
  expect(new Set(await Promise.all(many)).size).toBe(1);
  // Two parts are stored and read, and each second somebody looks: on a busy machine that is many times.
  expect(commands.count - before).toBeLessThan(many.length / 2);
});

it('a refund, or a logout, ends what is held', async () => {
  const watched = await Watched.open(1);
  const answers = [watched.reload(0, 1), watched.get('0/0.1.m4s')];
  await held(answers.length);
  await house.as(watched.learner).get(PlaybackService).end(watched.joined.playback.id);
  await watched.send();
  expect((await Promise.all(answers)).map(({ code }) => code)).toEqual(['PLAYBACK_ENDED', 'PLAYBACK_ENDED']);
});

it('nothing is held while nobody sends, nor after the end', async () => {
  const watched = await Watched.open(3);
  const answer = watched.reload(1, 0);
  await held(1);
  await watched.stop();
  expect(await answer).toMatchObject({ status: 200, text: expect.not.stringContaining('CAN-BLOCK-RELOAD') });
  expect((await watched.reload(99)).status).toBe(200);
  await watched.world.service().end(watched.id);
  await until(async () => (await watched.reload(99)).text.endsWith('#EXT-X-ENDLIST\n'));
});

it('an encoder that went without a word is not waited for', async () => {
  const watched = await Watched.open(3);
  const answer = watched.reload(1, 0);
  await held(1);
  house.clock.advance({ seconds: 7 });
  expect((await answer).text).not.toMatch(/CAN-BLOCK-RELOAD|PRELOAD-HINT/);
});

it('what an encoder that comes again sends goes on in the same playlist, and leaves a gap where it was cut off', async () => {
  const watched = await Watched.open(4);
  const cutOff = watched.send;
  await watched.reconnect();
  const answer = watched.reload(2, 0);
  await held(1);
  await watched.send();
  const { text } = await answer;
  expect(text.slice(text.indexOf('0/0.m4s'))).toBe(
    [
      '0/0.m4s',
      '#EXT-X-PART:DURATION=0.333333,URI="0/1.0.m4s",INDEPENDENT=YES',
      '#EXT-X-GAP',
      '#EXTINF:0.333333,',
      '0/1.m4s',
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP:URI="1/init.mp4"',
      `#EXT-X-PROGRAM-DATE-TIME:${house.clock.now().toISOString()}`,
      '#EXT-X-PART:DURATION=0.333333,URI="1/0.0.m4s",INDEPENDENT=YES',
      '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="1/0.1.m4s"',
      '',
    ].join('\n'),
  );
  expect(await cutOff()).toBe('LOST');
});

it('what nobody tells is looked for: messages may not reach another process', async () => {
  const watched = await Watched.open(1);
  const deaf = { ...house.subgraph.resources, live: openLiveTopics() };
  const edge = new LiveEdge(deaf, watched.id, () => undefined);
  const seen = edge.until((shown) => shown!.segments[0]!.parts.length > 1, new AbortController().signal);
  await watched.send();
  expect((await seen)!.segments[0]!.parts).toHaveLength(2);
});
