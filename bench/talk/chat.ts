import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { step } from '../../cli/progress';
import { startRedis } from '../../kit/testing/redis';
import { ProductPeer } from '../course-page/product-peer';
import { beginChild } from '../measure/child';
import type { Databases } from '../measure/databases';
import { cpuTime } from '../measure/processes';
import { table, type Report } from '../measure/report';
import { median, quantile } from '../measure/statistics';
import type { Heard } from './listener-process';
import { Listeners } from './listeners';
import { makeRoom, type Room } from './room';
import type { BareChat } from './serve-bare-chat';
import { Speakers } from './speakers';

export interface ChatPlan {
  readonly members: number;
  readonly perSecond: number;
  readonly seconds: number;
}

/** So many speak; each may send forty messages in ten seconds. */
const speakers = 100;
const warmUpSeconds = 5;
/** Milliseconds within which everyone must have heard everything that was said. */
const patience = 60_000;

const query = `subscription ($id: ID!) {
  messagePosted(conversationId: $id) { message { id seq body createdAt author { id } } }
}`;

/** Servers that are measured together. */
interface ChatPeer {
  readonly name: string;
  /** Endpoints: members and messages are spread over them. */
  readonly urls: readonly string[];
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

type Open = () => Promise<ChatPeer>;

/** One room, with everyone in it connected, and people who speak without a pause. */
export async function chat(world: Databases, plan: ChatPlan): Promise<Report> {
  const room = await makeRoom(world, plan.members);
  const product = (name: string, role: 'gateway' | 'gateway over HTTP'): Open => {
    return async () => {
      const peer = await ProductPeer.start(name, { role, settings: settingsOf(world, plan) });
      return { name, urls: [peer.url], pids: peer.pids, stop: () => peer.stop() };
    };
  };
  const rows = await measured(room, plan, [
    bare('bare ws: one text to all sockets', 'ws'),
    bare('bare graphql-ws: a subscription of graphql-js for each', 'graphql-ws'),
    product('Lyceum, one process', 'gateway'),
    product('Lyceum, gateway and subgraphs in two processes', 'gateway over HTTP'),
  ]);
  return {
    title: `Chat: ${plan.members.toLocaleString('en')} members in one room`,
    notes: [
      ...notesOf(plan),
      'One process with all members, on bare sockets; one that speaks. All share the machine with MongoDB.',
    ],
    sections: [table(columns, rows)],
  };
}

/** The same with two processes, each with a gateway and all subgraphs, and half of the members at each. */
export async function chatTwo(world: Databases, plan: ChatPlan): Promise<Report> {
  const room = await makeRoom(world, plan.members);
  const redis = await startRedis();
  try {
    const settings = { ...settingsOf(world, plan), REDIS_URL: redis.url };
    const open: Open = async () => {
      const name = 'Lyceum, two processes and Redis';
      const peers = [
        await ProductPeer.start(name, { role: 'gateway', settings }),
        await ProductPeer.start(name, { role: 'gateway', settings }),
      ];
      return {
        name,
        urls: peers.map(({ url }) => url),
        pids: peers.flatMap(({ pids }) => pids),
        stop: async () => void (await Promise.all(peers.map((peer) => peer.stop()))),
      };
    };
    const rows = await measured(room, plan, [bare('bare ws, one process', 'ws'), open]);
    return {
      title: `Chat: ${plan.members.toLocaleString('en')} members of one room at two processes`,
      notes: [
        ...notesOf(plan),
        'Two processes, each a gateway with all subgraphs, on the same databases; live messages go from one to the other by the publish and subscribe of one Redis, which is not in the processor time. Half of the members are at each, and every other message is sent to each. Two processes with the members.',
      ],
      sections: [table(columns, rows)],
    };
  } finally {
    await redis.close();
  }
}

const columns = [
  'server',
  'messages/s',
  'sent p50 ms',
  'sent p99 ms',
  'last receiver p50 ms',
  'last receiver p99 ms',
  'each p50 ms',
  'each p99 ms',
  'lost',
  'out of order',
  'refused',
  'connections lost',
  'CPU µs per delivery',
  'server %',
  'members %',
];

const notesOf = ({ perSecond, seconds }: ChatPlan): string[] => [
  `${perSecond} messages a second for ${seconds} s, by ${speakers} people in turns, each sent when its time has come, whoever has heard the one before; ${warmUpSeconds} s to warm up. Messages a second: all of them, by the time until the last was heard by everyone.`,
  '“Last receiver”: from the moment at which the mutation is sent until the last member has the message; “each”: until any one of them has. “Sent”: until the sender has the answer. A message is stored, with the next number of its room, before anybody hears of it.',
  'Lost: members × messages, less what they got. Out of order: messages whose number was not the next one of their receiver. Processor time is that of the server’s own processes, the mutations and the work for them included.',
  'Every member has a token and a subscription of their own; the bare peers know neither people nor rights nor a database.',
];

const settingsOf = ({ settings }: Databases, { members }: ChatPlan): Record<string, string> => ({
  ...settings,
  // All of them come from one address before they have said who they are.
  MAX_LIVE_CONNECTIONS_PER_USER: String(members + 100),
});

const bare = (name: string, kind: BareChat): Open => {
  return async () => {
    const { child, answer } = await beginChild(join(__dirname, 'serve-bare-chat.js'), { kind });
    const { port } = answer as { readonly port: number };
    const stop = (): Promise<void> => {
      child.disconnect();
      return Promise.resolve();
    };
    return { name, urls: [`http://127.0.0.1:${port}/graphql`], pids: [child.pid!], stop };
  };
};

/** One after the other: their sockets and memory would be in each other's way. */
async function measured(room: Room, plan: ChatPlan, peers: readonly Open[]): Promise<string[][]> {
  const rows: string[][] = [];
  for (const open of peers) {
    const peer = await open();
    try {
      rows.push(await step(peer.name, () => run(peer, room, plan)));
    } finally {
      await peer.stop();
    }
  }
  return rows;
}

async function run(peer: ChatPeer, { conversationId, tokens }: Room, plan: ChatPlan): Promise<string[]> {
  const { members, perSecond, seconds } = plan;
  const listeners = await Listeners.open(peer.urls, { query, variables: { id: conversationId }, tokens });
  const voices = new Speakers({ urls: peer.urls, conversationId, tokens: tokens.slice(0, speakers) });
  try {
    await until(async () => {
      await voices.say(0);
      return (await listeners.ask('look')).listening === members;
    });
    const [warm, count] = [warmUpSeconds * perSecond, seconds * perSecond];
    voices.forget();
    await voices.speak(1, warm, perSecond);
    const heardAll = async (sent: number): Promise<boolean> =>
      deliveriesOf(await listeners.ask('look')) >= (sent - voices.refusals.length) * members;
    // Who is that far behind after a few seconds would only fall back further.
    const isInTime = await until(() => heardAll(warm)).then(
      () => true,
      () => false,
    );
    if (!isInTime) return [peer.name, 'does not keep up', ...columns.slice(2).map(() => '–')];
    const before = await listeners.ask('reset');
    voices.forget();
    const [cpu, membersCpu, begun] = [cpuTime(peer.pids), cpuTime(listeners.pids), performance.now()];
    await voices.speak(warm + 1, count, perSecond);
    // What is lost never comes.
    await until(() => heardAll(count)).catch(() => undefined);
    const elapsed = performance.now() - begun;
    const used = cpuTime(peer.pids) - cpu;
    const heard = await listeners.ask('all');
    const last = heard.messages.map(([, , latency]) => latency);
    const each = [...heard.latencies];
    const percent = (milliseconds: number): string => ((milliseconds / elapsed) * 100).toFixed(0);
    return [
      peer.name,
      ((voices.answered.length * 1_000) / elapsed).toFixed(1),
      median(voices.answered).toFixed(0),
      quantile(voices.answered, 0.99).toFixed(0),
      median(last).toFixed(0),
      quantile(last, 0.99).toFixed(0),
      median(each).toFixed(0),
      quantile(each, 0.99).toFixed(0),
      String(voices.answered.length * members - deliveriesOf(heard)),
      String(heard.outOfOrder - before.outOfOrder),
      String(voices.refusals.length),
      String(heard.ended),
      ((used * 1_000) / deliveriesOf(heard)).toFixed(1),
      percent(used),
      percent(cpuTime(listeners.pids) - membersCpu),
    ];
  } finally {
    listeners.close();
    await voices.close();
  }
}

const deliveriesOf = ({ messages }: Heard): number => messages.reduce((sum, [, count]) => sum + count, 0);

/** Looks now and then, as long as there is patience. @throws after that */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('Not everyone has heard everything.');
    await wait(200);
  }
}
