import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { step } from '../../cli/progress';
import { GatewayPeer } from '../gateways/gateway-peer';
import { lyceumWith } from '../gateways/kinds';
import { finish } from '../measure/finish';
import { cpuTime, residentBytes } from '../measure/processes';
import { SubgraphProcess } from '../shop/subgraph-process';
import { commonOptions } from '../measure/options';
import { busyness, table, writeReport } from '../measure/report';
import { median, quantile } from '../measure/statistics';
import { liveShop, operation } from './live-shop';
import { Subscribers } from './subscribers';

const { values } = parseArgs({
  options: {
    ...commonOptions,
    subscribers: { type: 'string', default: '10000' },
    events: { type: 'string', default: '40' },
    bytes: { type: 'string', default: '4000' },
  },
});
const [subscribers, events, bytes] = [Number(values.subscribers), Number(values.events), Number(values.bytes)];
const processes = 2;
const warmUps = 5;
const patience = 20_000;
/** Longer than the run, so that a client that reads nothing is the queue's business and not the heartbeat's. */
const heartbeat = 600_000;

const gateway = lyceumWith({
  MAX_LIVE_CONNECTIONS_PER_USER: String(subscribers),
  MAX_LIVE_OPERATIONS_PER_USER: String(subscribers),
  LIVE_HEARTBEAT: String(heartbeat),
  LIVE_QUEUE_EVENTS: '20',
});

/** Very many subscribers of one field on one gateway; writes results/subscriptions.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const rows: string[][] = [];
  for (const stalled of [0, subscribers / 10])
    await step(`${subscribers} subscribers, ${stalled} stalled`, async () => void rows.push(await run(stalled)));
  await writeReport(
    'subscriptions',
    {
      title: `${subscribers.toLocaleString('en')} subscribers of one field`,
      command: 'npm run bench:subscriptions',
      busy,
      notes: [
        `\`${operation}\` over graphql-ws: the event comes from one subgraph, its product from another. One gateway process; ${processes} processes with the clients, on bare sockets; one with the subgraphs. All share the machine.`,
        `${events} events of ${bytes.toLocaleString('en')} bytes after ${warmUps} to warm up, each made when the one before has arrived everywhere. Fan-out time: from the moment at which the subgraph makes the event until a client has read it, over all clients and events; "last" is the median time until the last client has it.`,
        'Bytes per subscriber: resident memory of the gateway with all subscribers, before the first event, less what it had without, by their number. The kernel’s socket buffers are not in it.',
        'Stalled clients read nothing more after the warm-up; their queues hold 20 events at most. The time is that of the others.',
      ],
      sections: [
        table(
          [
            'stalled clients',
            'sources at the subgraph',
            'entity fetches per event',
            'fan-out p50 ms',
            'p99 ms',
            'last ms',
            'gateway CPU ms per event',
            'CPU µs per delivery',
            'bytes per subscriber',
            'MB at the end',
            'connections lost',
          ],
          rows,
        ),
      ],
    },
    values,
  );
}

async function run(stalled: number): Promise<string[]> {
  const source = await SubgraphProcess.open(join(__dirname, 'serve-source.js'), [], liveShop);
  const peer = await GatewayPeer.start(gateway, source);
  const [pid] = peer.pids as [number];
  const before = residentBytes(pid);
  const readers = subscribers - stalled;
  let clients: Subscribers | undefined;
  try {
    const order = { url: peer.url, query: operation, count: subscribers, stalled };
    clients = await Subscribers.open(order, processes);
    await wait(1_000);
    const held = (residentBytes(pid) - before) / subscribers;
    for (let event = 1; event <= warmUps; event += 1) await publish(source, clients, event, subscribers);
    if (stalled > 0) await clients.stall();
    const asked = await source.ask();
    const cpuBefore = cpuTime(peer.pids);
    for (let event = warmUps + 1; event <= warmUps + events; event += 1) await publish(source, clients, event, readers);
    const cpu = (cpuTime(peer.pids) - cpuBefore) / events;
    const after = await source.ask();
    const counted = Array.from({ length: events }, (_, index) => clients!.latenciesOf(warmUps + 1 + index));
    const all = counted.flat();
    return [
      String(stalled),
      String(after['followers']),
      (((after['calls'] ?? 0) - (asked['calls'] ?? 0)) / events).toFixed(2),
      quantile(all, 0.5).toFixed(0),
      quantile(all, 0.99).toFixed(0),
      median(counted.map((latencies) => latencies.reduce((most, one) => Math.max(most, one), 0))).toFixed(0),
      cpu.toFixed(0),
      ((cpu * 1_000) / readers).toFixed(1),
      held.toFixed(0),
      (residentBytes(pid) / 2 ** 20).toFixed(0),
      String(clients.ended),
    ];
  } finally {
    clients?.close();
    await peer.stop();
    source.close();
  }
}

/** Makes one event, and waits until so many have it. */
async function publish(source: SubgraphProcess, clients: Subscribers, event: number, readers: number): Promise<void> {
  const deadline = performance.now() + patience;
  await source.ask({ publish: bytes });
  while (clients.latenciesOf(event).length < readers) {
    await wait(300);
    await clients.look();
    if (performance.now() > deadline)
      throw new Error(`Event ${event} has reached ${clients.latenciesOf(event).length} of ${readers}.`);
  }
}

finish(main());
