import { step } from '../../cli/progress';
import { loadNote, table, type Report } from '../measure/report';
import { inTurns, turnOf, type Plan, type Turn } from '../measure/rounds';
import { median } from '../measure/statistics';
import { bareGrantLoad, grantLoad, type GrantLoad } from './grant-load';
import { startProducts } from './products';
import type { MediaWorld } from './world';

/** Playbacks that are started and ended, with all that is checked and written. */
export async function grants(world: MediaWorld, plan: Plan): Promise<Report> {
  const products = await step('peers', () => startProducts(world, { hasWorkers: false }));
  const { connections, seconds } = plan;
  const order = { lessonId: world.lessonIds.CLEAR, tokens: world.learners, connections, seconds };
  const counts = () => Promise.resolve({});
  const peers: readonly GrantPeer[] = [
    {
      name: 'bare MongoDB driver, the same two transactions',
      pids: [],
      load: () => bareGrantLoad({ url: world.settings['MONGODB_URL']!, connections, seconds }),
    },
    ...products.map(({ name, pids, url }) => ({ name, pids, load: () => grantLoad({ ...order, url }) })),
  ];
  try {
    const turns = await step('grants', () => inTurns(peers, plan, ({ pids, load }) => turnOf({ pids, counts }, load)));
    return {
      title: 'Playback grants',
      notes: [
        loadNote(plan, 'Server, MongoDB and load generator share the machine.'),
        'A request is a pair: `startPlayback`, then `endPlayback` of what it gave. Each is a transaction of MongoDB, on one node that keeps its journal, behind the same token check as every request.',
        `${world.learners.length} learners take turns. PLAYBACK_STARTS_PER_MINUTE is out of the way, so that each start counts more of that learner's starts than it would.`,
        'The bare driver writes what a start and an end write at least, from the load generator itself: a counter and a document, then that document again. Nothing is checked, nobody is asked for.',
        'No job workers run.',
      ],
      sections: [
        table(
          ['peer', ...Object.keys(columns)],
          [...turns].map(([peer, own]) => rowOf(peer.name, own)),
        ),
      ],
    };
  } finally {
    for (const product of products) await product.stop();
  }
}

interface GrantPeer {
  readonly name: string;
  readonly pids: readonly number[];
  load(this: void): Promise<GrantLoad>;
}

type GrantTurn = GrantLoad & Turn;

const columns: Readonly<Record<string, (turns: readonly GrantTurn[]) => string>> = {
  'grants/s': (turns) => over(turns, ({ requestsPerSecond }) => requestsPerSecond, 1),
  'lowest – highest': (turns) => {
    const rates = turns.map(({ requestsPerSecond }) => requestsPerSecond);
    return `${Math.min(...rates).toFixed(1)} – ${Math.max(...rates).toFixed(1)}`;
  },
  'start p50 ms': (turns) => over(turns, ({ start }) => start.p50, 1),
  'start p99 ms': (turns) => over(turns, ({ start }) => start.p99, 1),
  'end p50 ms': (turns) => over(turns, ({ end }) => end.p50, 1),
  'end p99 ms': (turns) => over(turns, ({ end }) => end.p99, 1),
  'CPU ms per pair': (turns) => (hasServer(turns) ? over(turns, ({ cpu }) => cpu, 2) : '–'),
  'server %': (turns) => (hasServer(turns) ? over(turns, ({ busy }) => busy * 100, 0) : '–'),
  'load generator %': (turns) => over(turns, ({ generator }) => generator * 100, 0),
};

const hasServer = (turns: readonly GrantTurn[]): boolean => turns.some(({ busy }) => busy > 0);

const rowOf = (name: string, turns: readonly GrantTurn[]): string[] => [
  name,
  ...Object.values(columns).map((cell) => cell(turns)),
];

const over = (turns: readonly GrantTurn[], value: (turn: GrantTurn) => number, digits: number): string =>
  median(turns.map(value)).toFixed(digits);
