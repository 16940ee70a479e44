import { silentLog } from '../testing/silent-log';
import { describeWithRedis, startRedis, type TestRedis } from '../testing/redis';
import { until } from '../testing/until';
import { liveTopic, type LiveTopics } from './live';
import { describeLiveTopics } from './live.contract';
import { openRedisLiveTopics } from './redis-live';

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
});
