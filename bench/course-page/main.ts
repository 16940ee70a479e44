import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { step } from '../../cli/progress';
import { demoPassword } from '../../kit/demo/world';
import { finish } from '../measure/finish';
import { planOptions, planOf } from '../measure/options';
import {
  busyness,
  cpu,
  loadNote,
  overRounds,
  rate,
  ratio,
  section,
  spread,
  writeReport,
  type Columns,
} from '../measure/report';
import { measure, type Measured } from '../measure/rounds';
import { pages } from './pages';
import { ProductPeer } from './product-peer';
import { openWorld } from './world';

const { values } = parseArgs({ options: planOptions });
const plan = planOf({ warmUps: 3, rounds: 15, seconds: 2, connections: 8 }, values);
const monolith = 'monolith, without federation';

/** Public entities are kept for one peer of each kind only: what a page costs without is beside it. */
const asks = { ENTITY_CACHE_BYTES: '0' };
const keeps = { ENTITY_CACHE_BYTES: '32000000' };
const compiled = { ENGINE: 'compiled' };
const apollo = { ENGINE: 'apollo' };

const roles = [
  { name: 'gateway, subgraphs in memory', role: 'gateway', ...compiled, ...asks },
  { name: 'the same, public entities kept', role: 'gateway', ...compiled, ...keeps },
  { name: 'gateway, subgraphs over HTTP in one process', role: 'gateway over HTTP', ...compiled, ...asks },
  { name: 'the same over HTTP, public entities kept', role: 'gateway over HTTP', ...compiled, ...keeps },
  { name: 'the same with the apollo engine, in memory', role: 'gateway', ...apollo, ...asks },
  { name: 'the same with the apollo engine, over HTTP', role: 'gateway over HTTP', ...apollo, ...asks },
  { name: monolith, role: 'monolith', ...compiled, ...asks },
] as const;

const columns: Columns = {
  'requests/s': (peer) => overRounds(peer, rate).toFixed(1),
  'lowest – highest': (peer) => spread(peer, rate, 1),
  'of the monolith': (peer, yardstick) => ratio(peer, yardstick, rate),
  'CPU ms per request': (peer) => overRounds(peer, cpu).toFixed(1),
  'CPU of the monolith': (peer, yardstick) => ratio(peer, yardstick, cpu),
  'p50 ms': (peer) => overRounds(peer, ({ p50 }) => p50).toFixed(0),
  'p99 ms': (peer) => overRounds(peer, ({ p99 }) => p99).toFixed(0),
  'SQL per request': ({ costs }) => String(costs['statements']),
  'subgraph calls per request': ({ costs }) => String(costs['calls']),
};

/** Measures the gateway beside the monolith, and writes results/course-page.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const world = await openWorld();
  const peers: ProductPeer[] = [];
  try {
    await step('peers', async () => {
      const { settings } = world;
      for (const { name, role, ...own } of roles)
        peers.push(await ProductPeer.start(name, { role, settings: { ...settings, ...own } }));
    });
    const measured: Measured[] = [];
    for (const page of pages) {
      // A token lives for 15 minutes: long enough for one page.
      const token = await logIn(peers[0]!);
      await step(page.name, async () => void measured.push(await measure(peers, { ...page, token }, plan)));
    }
    await writeReport(
      'course-page',
      {
        title: 'Course page',
        command: 'npm run bench:course-page',
        busy,
        notes: [loadNote(plan, 'Server, PostgreSQL and load generator share the machine.')],
        sections: measured.map((one) => section(one, columns, monolith)),
      },
      values,
    );
  } finally {
    for (const peer of peers) await peer.stop();
    await world.close();
  }
}

/** As the demo learner, who is half-way through the course that is measured. */
async function logIn({ url }: ProductPeer): Promise<string> {
  const query = `mutation ($input: LogInInput!) { logIn(input: $input) { ... on LogInPayload { accessToken } } }`;
  const variables = { input: { email: 'learner@lyceum.test', password: demoPassword } };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data } = (await response.json()) as { data?: { logIn?: { accessToken?: string } } };
  if (!data?.logIn?.accessToken) throw new Error('The demo learner could not log in.');
  return data.logIn.accessToken;
}

finish(main());
