import { silentLog } from '../testing/silent-log';
import { describeWithRedis, startRedis, type TestRedis } from '../testing/redis';
import { until } from '../testing/until';
import { liveTopic, type LiveTopics } from './live';
import { describeLiveTopics } from './live.contract';
import { readNumbered } from './numbered';
import { openRedisLiveTopics } from './redis-live';

type Numbered = ReturnType<typeof readNumbered>;

const topic = liveTopic<string>('texts');

describeWithRedis('live topics between processes, by Redis', () => {
  let redis: TestRedis;
  const opened: LiveTopics[] = [];
  const open = (): LiveTopics => {
    const live = openRedisLiveTopics(redis.url, silentLog);
    opened.push(live);
    return live;
  };
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(() => Promise.all(opened.splice(0).map((live) => live.close())));
  afterAll(() => redis.close());

  describeLiveTopics(open);

  it('what one process says, another hears', async () => {
    const [one, other] = [open(), open()];
    const messages = topic.subscribe(other, 'a', 'begun')[Symbol.asyncIterator]();
    expect((await messages.next()).value).toBe('begun');
    topic.publish(one, 'a', 'said');
    expect((await messages.next()).value).toBe('said');
    await messages.return?.();
  });

  it('who could have missed something is told so, and hears again when it asks again', async () => {
    const live = open();
    const messages = topic.subscribe(live, 'a', 'begun')[Symbol.asyncIterator]();
    await messages.next();
    const lost = messages.next();
    await redis.stop();
    await expect(lost).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    // Nobody hears it, and nobody fails.
    topic.publish(live, 'a', 'lost');
    await redis.start();
    const again = topic.subscribe(live, 'a', 'begun')[Symbol.asyncIterator]();
    expect((await again.next()).value).toBe('begun');
    const next = again.next();
    let heard: unknown;
    void next.then(({ value }) => (heard = value));
    await until(async () => {
      topic.publish(live, 'a', 'said');
      await new Promise((resolve) => setImmediate(resolve));
      return heard === 'said';
    });
    await again.return?.();
  });

  /** A receiver that has begun, and with which number. */
  async function numbered(live: LiveTopics): Promise<{ begun: number; next: () => Promise<Numbered> }> {
    const messages = live.subscribeNumbered('n')[Symbol.asyncIterator]();
    const next = async (): Promise<Numbered> => readNumbered((await messages.next()).value as readonly string[]);
    return { begun: (await next()).number ?? NaN, next };
  }

  it('numbers go on from process to process', async () => {
    const [one, other] = [open(), open()];
    const first = await numbered(one);
    one.publishNumbered('n', ['a']);
    expect(await first.next()).toEqual({ number: first.begun + 1, texts: ['a'] });
    const late = await numbered(other);
    expect(late.begun).toBe(first.begun + 1);
    other.publishNumbered('n', ['b']);
    const expected = { number: first.begun + 2, texts: ['b'] };
    expect([await first.next(), await late.next()]).toEqual([expected, expected]);
  });

  it('what could not be told is told as soon as Redis answers', async () => {
    const { begun, next } = await numbered(open());
    const early = open();
    // It has no connection yet.
    early.publishNumbered('n', ['a']);
    early.publishNumbered('n', ['b', 'a']);
    expect(await next()).toEqual({ number: begun + 1, texts: ['a', 'b'] });
  });

  it('numbers never begin again, also where Redis has lost them', async () => {
    const { begun } = await numbered(open());
    await redis.stop();
    await redis.start();
    // Whoever is refused at the first moment asks again.
    const later: number[] = [];
    await until(async () => {
      await numbered(open()).then(
        (receiver) => later.push(receiver.begun),
        () => undefined,
      );
      return later.length > 0;
    });
    expect(later[0]).toBeGreaterThan(begun);
  });
});
