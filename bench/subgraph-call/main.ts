import { parseArgs } from 'node:util';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { step } from '../../cli/progress';
import { versions } from '../gateways/versions';
import { finish } from '../measure/finish';
import { commonOptions } from '../measure/options';
import { busyness, table, writeReport } from '../measure/report';
import { median } from '../measure/statistics';
import { openShop } from '../shop/subgraph-process';
import type { ClientName } from './clients';

const { values } = parseArgs({ options: commonOptions });
const rounds = 7;
const calls = 20_000;

const peers: Readonly<Record<ClientName, string>> = {
  lyceum: 'Lyceum: its HTTP client with deadline, retry, breaker, concurrency bound and metrics',
  apollo: '@apollo/gateway: RemoteGraphQLDataSource',
  hive: 'Hive Gateway: the executor of @graphql-tools/executor-http',
};

/** What one call of a subgraph costs the process that makes it; writes results/subgraph-call.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const names = Object.keys(peers) as ClientName[];
  const figures = new Map<ClientName, number[]>(names.map((name) => [name, []]));
  const shop = await openShop();
  try {
    const url = shop.urls['inventory']!;
    for (let round = 0; round < rounds; round += 1)
      for (const name of names)
        await step(`${round + 1}/${rounds} ${name}`, async () => void figures.get(name)!.push(await run(name, url)));
  } finally {
    shop.close();
  }
  await writeReport(
    'subgraph-call',
    {
      title: 'Processor time of one subgraph call over HTTP',
      command: 'npm run bench:subgraph-call',
      busy,
      notes: [
        versions(),
        `Load: ${calls.toLocaleString('en')} calls for four entities each, 50 at a time, in a process of its own per peer and round; ${rounds} rounds, interleaved, each after a quarter as many calls to warm up. All processor time of the process counts, the kernel's part included. All peers send the same four headers; none can share a call with another.`,
      ],
      sections: [
        table(
          ['peer', 'CPU µs per call', 'lowest – highest'],
          names.map((name) => row(peers[name], figures.get(name)!)),
        ),
      ],
    },
    values,
  );
}

async function run(name: ClientName, url: string): Promise<number> {
  const child = fork(join(__dirname, 'call-process.js'), [name, url, String(calls)]);
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['ended'])])) as [
    number | string,
  ];
  if (typeof answer !== 'number') throw new Error(`The process of ${name} ${answer}.`);
  return answer;
}

const row = (name: string, microseconds: readonly number[]): string[] => [
  name,
  median(microseconds).toFixed(0),
  `${Math.min(...microseconds).toFixed(0)} – ${Math.max(...microseconds).toFixed(0)}`,
];

finish(main());
