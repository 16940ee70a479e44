import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { step } from '../../cli/progress';
import { GatewayPeer } from '../gateways/gateway-peer';
import { kinds } from '../gateways/kinds';
import { finish } from '../measure/finish';
import { commonOptions } from '../measure/options';
import { busyness, table, writeReport } from '../measure/report';
import { residentBytes } from '../measure/processes';
import { median } from '../measure/statistics';
import { openShop } from '../shop/subgraph-process';
import type { SoakOrder } from './soak-process';

const { values } = parseArgs({
  options: {
    ...commonOptions,
    requests: { type: 'string', default: '1000000' },
    peer: { type: 'string', default: 'compiled' },
    samples: { type: 'string', default: '40' },
  },
});

interface Sample {
  readonly requests: number;
  readonly megabytes: number;
}

/** The memory of one gateway over very many requests; writes results/memory.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const kind = kinds[values.peer as keyof typeof kinds];
  const [requests, count] = [Number(values.requests), Number(values.samples)];
  const shop = await openShop();
  const peer = await GatewayPeer.start(kind, shop);
  try {
    const samples = [sampleOf(peer, 0)];
    await step(`${requests} requests`, async () => {
      while (samples.length <= count) {
        await ask({ url: peer.url, part: samples.length, requests: Math.ceil(requests / count) });
        samples.push(sampleOf(peer, Math.round((requests / count) * samples.length)));
      }
    });
    await writeReport(
      'memory',
      {
        title: `Memory of ${kind.name} over ${requests.toLocaleString('en')} requests`,
        command: `npm run bench:memory -- --requests ${requests}`,
        busy,
        notes: [
          'Load: 50 connections, closed loop. Of 1,000 requests 870 are the small query, 100 a mutation, 10 the heavy query, 10 the wide list, and 10 an operation that was never asked before, half of them as large as the heavy query: so every cache is filled and has to let go.',
          'Resident memory (VmRSS) of the gateway process, planner threads included. Nothing asks for a garbage collection.',
          growth(samples.slice(1)),
        ],
        sections: [table(['requests', 'MB'], samples.map(line))],
      },
      values,
    );
  } finally {
    await peer.stop();
    shop.close();
  }
}

async function ask(order: SoakOrder): Promise<void> {
  const child = fork(join(__dirname, 'soak-process.js'), [JSON.stringify(order)]);
  const [problem] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [string | number];
  child.disconnect();
  if (problem !== '') throw new Error(`A request failed: ${problem}`);
}

const sampleOf = (peer: GatewayPeer, requests: number): Sample => ({
  requests,
  megabytes: peer.pids.reduce((sum, pid) => sum + residentBytes(pid), 0) / 2 ** 20,
});

const line = ({ requests, megabytes }: Sample): string[] => [requests.toLocaleString('en'), megabytes.toFixed(0)];

/** The last quarter beside the second: what the first has is the filling of caches. */
function growth(samples: readonly Sample[]): string {
  const quarter = (index: number): number => {
    const part = samples.slice((samples.length * index) / 4, (samples.length * (index + 1)) / 4);
    return median(part.map(({ megabytes }) => megabytes));
  };
  const [second, last] = [quarter(1), quarter(3)];
  return `Median of the second quarter ${second.toFixed(0)} MB, of the last ${last.toFixed(0)} MB: ${((last / second - 1) * 100).toFixed(1)} %.`;
}

finish(main());
