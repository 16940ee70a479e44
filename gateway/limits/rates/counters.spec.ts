import { Redis } from 'ioredis';
import { Viewer } from '../../../kit/identity/viewer';
import { describeWithRedis, startRedis, type TestRedis } from '../../../kit/testing/redis';
import { silentLog } from '../../../kit/testing/silent-log';
import { until } from '../../../kit/testing/until';
import { openCounters, type Counters } from './counters';
import { Rates } from './rates';

describeWithRedis('rates of several processes, by Redis', () => {
  const nobody = { viewer: Viewer.anonymous, key: null };
  const config = { RATE_PER_ADDRESS: 3, RATE_PER_USER: 3, RATE_PER_KEY: 3, COST_PER_KEY: 10 };
  let redis: TestRedis;
  let client: Redis;
  let probes = 0;
  const opened: Counters[] = [];

  /** A process whose counts Redis has. */
  async function process(): Promise<Rates> {
    const counters = openCounters(redis.url, silentLog);
    opened.push(counters);
    await until(() => isShared(counters));
    return new Rates(config, counters);
  }

  /** Whether Redis has what is counted now. */
  async function isShared(counters: Counters): Promise<boolean> {
    const probe = `probe ${(probes += 1)}`;
    await counters.penalty(probe, 1);
    return (await client.keys(`*${probe}`)).length > 0;
  }

  const refused = async (rates: Rates, address: string) => (await rates.admit(nobody, address)).refusal !== null;

  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url);
    client.on('error', () => undefined);
  });
  afterEach(() => {
    for (const counters of opened.splice(0)) counters.close();
  });
  afterAll(async () => {
    client.disconnect();
    await redis.close();
  });

  it('what one has counted, the other knows', async () => {
    const [one, other] = [await process(), await process()];
    expect([await refused(one, 'a'), await refused(other, 'a'), await refused(one, 'a')]).toEqual([
      false,
      false,
      false,
    ]);
    expect([await refused(one, 'a'), await refused(other, 'a')]).toEqual([true, true]);
    expect(await refused(other, 'b')).toBe(false);
  });

  it('while Redis is away each process counts for itself: nobody is let through, and nobody fails', async () => {
    const rates = await process();
    await redis.stop();
    const answers = [];
    for (let asked = 0; asked < 4; asked += 1) answers.push(await refused(rates, 'c'));
    expect(answers).toEqual([false, false, false, true]);
    await redis.start();
    await until(() => isShared(opened[0]!));
  });
});
