import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../cli/files';
import { say, step } from '../../cli/progress';
import { demoPassword } from '../../kit/demo/world';
import { busyness, report } from '../measure/report';
import { measure, type Measured, type Plan } from '../measure/rounds';
import { Peer } from '../peers/peer';
import { openWorld } from '../world';
import { pages } from './pages';

const plan: Plan = { warmUps: 3, rounds: 15, seconds: 2, connections: 8 };

/** Measures the gateway beside the monolith, and writes RESULTS.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const world = await openWorld();
  const peers: Peer[] = [];
  try {
    await step('peers', async () => {
      peers.push(await Peer.start('gateway, subgraphs in memory', 'gateway', world.settings));
      peers.push(await Peer.start('gateway, subgraphs over HTTP in one process', 'gateway over HTTP', world.settings));
      peers.push(await Peer.start('monolith, without federation', 'monolith', world.settings));
    });
    const measured: Measured[] = [];
    for (const page of pages) {
      // A token lives for 15 minutes: long enough for one page.
      const token = await logIn(peers[0]!);
      await step(page.name, async () => void measured.push(await measure(peers, page, token, plan)));
    }
    const command = 'npm run bench:course-page';
    const text = report(measured, { title: 'Course page', command, plan, busy });
    writeFileSync(join(projectFolder, 'bench', 'RESULTS.md'), `${text}\n`);
    say(`\n${text}`);
  } finally {
    for (const peer of peers) peer.stop();
    await world.close();
  }
}

/** As the demo learner, who is half-way through the course that is measured. */
async function logIn({ url }: Peer): Promise<string> {
  const query = `mutation ($input: LogInInput!) { logIn(input: $input) { ... on LogInPayload { accessToken } } }`;
  const variables = { input: { email: 'learner@lyceum.test', password: demoPassword } };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data } = (await response.json()) as { data?: { logIn?: { accessToken?: string } } };
  if (!data?.logIn?.accessToken) throw new Error('The demo learner could not log in.');
  return data.logIn.accessToken;
}

void main();
