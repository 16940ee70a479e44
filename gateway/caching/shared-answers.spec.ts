import { Redis } from 'ioredis';
import { cacheSpec } from '../../kit/graphql/cache-directive';
import { openLiveTopics, type LiveTopics } from '../../kit/live/live';
import { openRedisLiveTopics } from '../../kit/live/redis-live';
import { typeChanges } from '../../kit/live/type-changes';
import { describeWithRedis, startRedis, type TestRedis } from '../../kit/testing/redis';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import type { UpstreamEvent } from '../subgraph-client/subgraph-client';
import { openSmallGateway, type Part, type SmallGateway } from '../testing/small-gateway';
import { openSharedAnswers, type SharedAnswers } from './shared-answers';

describeWithRedis('answers between processes', () => {
  let redis: TestRedis;
  let raw: Redis;
  const closers: (() => Promise<unknown> | void)[] = [];
  beforeAll(async () => {
    redis = await startRedis();
    raw = new Redis(redis.url);
    raw.on('error', () => undefined);
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await raw.flushall();
  });
  afterAll(async () => {
    raw.disconnect();
    await redis.close();
  });

  describe('kept in Redis', () => {
    const answer = { text: '{"me":1}', weight: 3, storedAt: 5, maxAge: 60, heard: { users: 7 } };

    async function open(maxBytes = 1_000_000): Promise<SharedAnswers> {
      const answers = openSharedAnswers({ url: redis.url, maxBytes, patience: 60_000, log: silentLog });
      closers.push(() => answers.close());
      await until(async () => {
        answers.keep('ready', answer);
        return (await answers.get('ready')) !== null;
      });
      return answers;
    }

    async function kept(answers: SharedAnswers, key: string): Promise<void> {
      answers.keep(key, answer);
      await until(async () => (await answers.get(key)) !== null);
    }

    it('what one keeps, another gets, whole, and not for longer than it is fresh', async () => {
      const [one, other] = [await open(), await open()];
      await kept(one, 'a');
      expect(await other.get('a')).toMatchObject(answer);
      expect(await other.get('b')).toBeNull();
      for (const place of await raw.keys('lyceum:answers:*')) expect(await raw.ttl(place)).toBeLessThanOrEqual(60);
    });

    it('never takes more places than it has, and never mistakes one answer for another', async () => {
      const answers = await open(16_000);
      await kept(answers, 'a');
      await kept(answers, 'b');
      expect(await answers.get('a')).toBeNull();
      expect(await raw.keys('lyceum:answers:*')).toHaveLength(1);
    });

    it('a very long one is not shared', async () => {
      const answers = await open();
      answers.keep('long', { ...answer, text: 'x'.repeat(40_000) });
      await kept(answers, 'after');
      expect(await answers.get('long')).toBeNull();
    });

    it('what is no answer counts as none', async () => {
      const answers = await open(16_000);
      for (const text of ['', 'no JSON', '{}', '{"key":"a"}', '[]']) {
        await raw.set('lyceum:answers:0', text);
        expect(await answers.get('a')).toBeNull();
      }
    });
  });

  /** A gateway of its own over the same subgraph, which tells of changes by these topics. */
  async function open(
    live: LiveTopics,
    runs: string[],
    name: string,
    redisUrl: string | undefined = redis.url,
  ): Promise<SmallGateway & { metric(result: string): Promise<number>; hears(): Promise<void> }> {
    const sdl = `${cacheSpec}
      type Query { course: Course @cacheControl(maxAge: 60) }
      type Course @cacheControl(maxAge: 60) { title: String }
      type Subscription { usersTypesChanged: [String!]! }`;
    const answer: Part['answer'] = () => {
      runs.push(name);
      return Promise.resolve({ data: { course: { title: `Number ${runs.length}` } } });
    };
    let heard = 0;
    const subscribe = (): AsyncGenerator<UpstreamEvent, void> => {
      const messages = typeChanges.subscribe(live, 'users')[Symbol.asyncIterator]();
      const events = (async function* (): AsyncGenerator<UpstreamEvent, void> {
        for (let next = await messages.next(); !next.done; next = await messages.next()) {
          yield { kind: 'next', result: { data: { usersTypesChanged: next.value } } };
          heard += 1;
        }
      })();
      const leave = events.return.bind(events);
      return Object.assign(events, { return: () => (void messages.return?.(), leave()) });
    };
    const settings = { ENGINE: 'compiled', ...(redisUrl ? { REDIS_URL: redisUrl } : {}) };
    const gateway = await openSmallGateway({ users: { sdl, answer, subscribe } }, { settings });
    closers.push(() => gateway.app.close());
    await until(() => heard > 0);
    return {
      ...gateway,
      hears: async () => {
        const before = heard;
        await until(() => heard > before);
      },
      metric: async (result) => {
        const { body } = await gateway.app.inject({ url: '/metrics' });
        const line = new RegExp(`^lyceum_gateway_response_cache_total\\{result="${result}"\\} (\\d+)$`, 'm').exec(body);
        return Number(line?.[1] ?? 0);
      },
    };
  }

  function topics(): LiveTopics {
    const live = openRedisLiveTopics(redis.url, silentLog);
    closers.push(() => live.close());
    return live;
  }

  const COURSE = '{ course { title } }';
  const title = async (gateway: SmallGateway): Promise<unknown> =>
    ((await gateway.ask(COURSE)).data as { course: { title: string } }).course.title;
  /** Asks until what one has answered can be seen in Redis. */
  const untilKept = (count = 1) => until(async () => (await raw.keys('lyceum:answers:*')).length === count);

  it('what one gateway was answered, another shows, also one that begins later', async () => {
    const [live, runs] = [topics(), [] as string[]];
    const [one, other] = [await open(live, runs, 'one'), await open(live, runs, 'other')];
    expect(await title(one)).toBe('Number 1');
    await untilKept();
    expect(await title(other)).toBe('Number 1');
    expect(await title(other)).toBe('Number 1');
    const third = await open(live, runs, 'third');
    expect(await title(third)).toBe('Number 1');
    expect(runs).toEqual(['one']);
    expect([await other.metric('shared'), await other.metric('hit')]).toEqual([1, 1]);
  });

  it('a change is out of date for all of them; what one answers after it is shown by the other', async () => {
    const [live, runs] = [topics(), [] as string[]];
    const [one, other] = [await open(live, runs, 'one'), await open(live, runs, 'other')];
    await title(one);
    await untilKept();
    const both = Promise.all([one.hears(), other.hears()]);
    typeChanges.publish(live, 'users', ['Course']);
    await both;
    expect(await title(other)).toBe('Number 2');
    await until(async () => (await raw.get((await raw.keys('lyceum:answers:*'))[0]!))!.includes('Number 2'));
    expect(await title(one)).toBe('Number 2');
    expect(runs).toEqual(['one', 'other']);
  });

  it('what was answered without having heard of a change is not shown by one that has heard of it', async () => {
    const runs: string[] = [];
    const [live, silent] = [topics(), topics()];
    // Hears only how it begins, and takes that for all there is.
    const deafened: LiveTopics = { ...silent, subscribeNumbered: (topic) => firstOf(silent.subscribeNumbered(topic)) };
    const [deaf, hearing] = [await open(deafened, runs, 'deaf'), await open(live, runs, 'hearing')];
    const heard = hearing.hears();
    typeChanges.publish(live, 'users', ['Course']);
    await heard;
    expect(await title(deaf)).toBe('Number 1');
    await untilKept();
    expect(await title(hearing)).toBe('Number 2');
    expect([await title(deaf), await title(hearing)]).toEqual(['Number 1', 'Number 2']);
    expect(runs).toEqual(['deaf', 'hearing']);
  });

  async function* firstOf<T>(messages: AsyncIterable<T>): AsyncGenerator<T, void> {
    const iterator = messages[Symbol.asyncIterator]();
    const first = await iterator.next();
    if (!first.done) yield first.value;
    await new Promise<void>((resolve) => closers.push(resolve));
    await iterator.return?.();
  }

  it('where changes are not numbered, each keeps its own', async () => {
    const runs: string[] = [];
    const live = openLiveTopics();
    const [one, other] = [await open(live, runs, 'one'), await open(live, runs, 'other')];
    expect([await title(one), await title(one), await title(other)]).toEqual(['Number 1', 'Number 1', 'Number 2']);
    expect(await raw.keys('lyceum:answers:*')).toEqual([]);
  });

  it('while Redis is away each gateway shows what it keeps itself, or asks', async () => {
    const runs: string[] = [];
    const gateway = await open(openLiveTopics(), runs, 'one', 'redis://127.0.0.1:1');
    expect([await title(gateway), await title(gateway)]).toEqual(['Number 1', 'Number 1']);
  });
});
