import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import StripeSdk from 'stripe';
import { step } from '../../cli/progress';
import { Secrets } from '../../kit/config/secrets';
import { freePort } from '../../kit/network/free-port';
import { couponFactory } from '../../subgraphs/payments/coupon/coupon.factory';
import { courseFactory } from '../../subgraphs/payments/course/course.factory';
import { beginChild } from '../measure/child';
import { cpuTime, processTree } from '../measure/processes';
import { table, type Report } from '../measure/report';
import { median, quantile } from '../measure/statistics';
import { Buyer, type Way } from './buyer';
import type { PaymentsOrder } from './serve-payments';
import type { Waits } from './waits';
import type { MoneyWorld } from './world';

const connections = 8;

interface Peers {
  readonly buyer: Buyer;
  readonly payments: ChildProcess;
  /** Process ids, in the order of the table: payments, PostgreSQL, the emulator, the buyers. */
  readonly parts: () => readonly (readonly number[])[];
}

/** Checkouts until their orders are paid: by a card that the buyer's browser hands to the provider, and without the provider. */
export async function checkouts(world: MoneyWorld, count: number): Promise<Report> {
  const { peers, close } = await openPeers(world);
  const rows: string[][] = [];
  for (const way of ['CARD', 'FREE'] as const) {
    await step(`${way}, to warm up`, () => buyAll(peers, way, Math.ceil(count / 5)));
    rows.push(await step(way, () => measured(peers, way, count)));
  }
  await close();
  return {
    title: 'Checkouts',
    notes: [
      `${count} orders of one course by as many people, ${connections} at a time, each until its row is PAID: with invoice, ledger and the job that publishes \`order.paid\` in the same transaction. \`card\`: \`checkout\`, the browser confirms the payment at the provider, whose webhook is answered, stored and handled by a job that fetches the payment. \`no provider\`: a coupon of 100 %.`,
      'Payments (with its job workers), the Stripe emulator, PostgreSQL and the buyers are a process each, and share the machine; requests go to the subgraph as the gateway sends them. The emulator answers at once where Stripe takes 200 to 800 ms: what a buyer waits for is the last columns plus that, and throughput is ours.',
      'Processor time is of the whole process, per order, all threads. Calls are those of payments to the provider; waiting for them is no time in our code.',
    ],
    sections: [
      table(
        [
          'way',
          'orders/s',
          'CPU of payments, ms',
          'of PostgreSQL',
          'of the emulator',
          'of the buyers',
          'ours of all CPU',
          'calls',
          'waiting for them, ms',
          'checkout answered, ms (p50)',
          'p99',
          'PAID, ms (p50)',
          'p99',
        ],
        rows,
      ),
    ],
  };
}

async function openPeers({
  settings,
  scope,
  superuser,
}: MoneyWorld): Promise<{ peers: Peers; close: () => Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/payments/webhooks/stripe`;
  const secret = settings['LYCEUM_SECRET']!;
  const stripe = await beginChild(join(__dirname, 'serve-stripe.js'), { url, secret });
  const given = stripe.answer as { settings: Record<string, string>; sdk: StripeSdk.StripeConfig };
  const order: PaymentsOrder = { settings: { ...settings, ...given.settings }, port, works: true };
  const payments = await beginChild(join(__dirname, 'serve-payments.js'), order);
  const { courseId } = await courseFactory(scope(), {});
  const { code } = await couponFactory(scope(), { discount: { basisPoints: 10_000 } });
  const { rows } = await superuser.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const buyer = new Buyer({
    url: `http://127.0.0.1:${port}/graphql`,
    secrets: new Secrets(secret),
    stripe: new StripeSdk(given.settings['STRIPE_SECRET_KEY']!, given.sdk),
    scope: scope(),
    courseId,
    coupon: code,
  });
  const postmaster = parentOf(rows[0]!.pid);
  const [ours, theirs] = [payments.child.pid!, stripe.child.pid!];
  const parts = () => [[ours], processTree(postmaster), [theirs], [process.pid]];
  const close = async (): Promise<void> => {
    for (const { child } of [payments, stripe]) {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    }
  };
  return { peers: { buyer, payments: payments.child, parts }, close };
}

async function measured(peers: Peers, way: Way, count: number): Promise<string[]> {
  const { parts } = peers;
  const used = (): number[] => parts().map(cpuTime);
  const [cpu, waits, begun] = [used(), await waitsOf(peers), performance.now()];
  const times = await buyAll(peers, way, count);
  const seconds = (performance.now() - begun) / 1_000;
  const spent = used().map((after, index) => (after - cpu[index]!) / count);
  const all = spent.reduce((sum, each) => sum + each, 0);
  const { calls, milliseconds } = await waitsOf(peers);
  const spread = (values: readonly number[]): string[] =>
    [median(values), quantile(values, 0.99)].map((value) => value.toFixed(0));
  return [
    way === 'CARD' ? 'card' : 'no provider',
    (count / seconds).toFixed(1),
    ...spent.map((each) => each.toFixed(1)),
    `${((100 * spent[0]!) / all).toFixed(0)} %`,
    ((calls - waits.calls) / count).toFixed(1),
    ((milliseconds - waits.milliseconds) / count).toFixed(1),
    ...spread(times.map(({ answered }) => answered)),
    ...spread(times.map(({ paid }) => paid)),
  ];
}

async function buyAll({ buyer }: Peers, way: Way, count: number): Promise<{ answered: number; paid: number }[]> {
  const times: { answered: number; paid: number }[] = [];
  let left = count;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) times.push(await buyer.buy(randomUUID(), way));
    }),
  );
  return times;
}

async function waitsOf({ payments }: Peers): Promise<Waits> {
  const answer = once(payments, 'message');
  payments.send('waits');
  return ((await answer) as [Waits])[0];
}

/** The process that started another one (proc_pid_stat(5): ppid). */
function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
