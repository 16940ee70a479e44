import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { closedLoop } from '../measure/closed-loop';
import { quantile } from '../measure/statistics';
import type { GrantLoad, GrantOrder } from './grant-load';

type BareOrder = Pick<GrantOrder, 'connections' | 'seconds'> & {
  /** MongoDB. */
  readonly url: string;
};

/** The least that a start and an end write, in two transactions of the bare driver: nothing is checked. */
async function run({ url, connections, seconds }: BareOrder): Promise<GrantLoad> {
  const client = await MongoClient.connect(url);
  const database = client.db('bare', { writeConcern: { w: 'majority' } });
  const grants = database.collection<{ _id: string; personId: string; endedAt: Date | null }>('grant');
  const holders = database.collection<{ _id: string; changes: number }>('holder');
  const [starts, ends]: [number[], number[]] = [[], []];
  const people = Array.from({ length: connections }, () => randomUUID());
  const load = await closedLoop({ connections, seconds }, async (index) => {
    const [_id, personId] = [randomUUID(), people[index]!];
    const begun = performance.now();
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await holders.updateOne({ _id: personId }, { $inc: { changes: 1 } }, { upsert: true, session });
        await grants.insertOne({ _id, personId, endedAt: null }, { session });
      }),
    );
    const between = performance.now();
    await client.withSession((session) =>
      session.withTransaction(() => grants.updateOne({ _id }, { $set: { endedAt: new Date() } }, { session })),
    );
    starts.push(between - begun);
    ends.push(performance.now() - between);
    return null;
  });
  await client.close();
  const latency = (values: readonly number[]) => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });
  return { ...load, start: latency(starts), end: latency(ends) };
}

void run(JSON.parse(process.argv[2] ?? '{}') as BareOrder).then((load) => process.send?.(load));
