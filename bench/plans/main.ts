import { isDeepStrictEqual, parseArgs } from 'node:util';
import { Client } from 'undici';
import { step } from '../../cli/progress';
import { GatewayPeer } from '../gateways/gateway-peer';
import { kinds } from '../gateways/kinds';
import { versions } from '../gateways/versions';
import { finish } from '../measure/finish';
import { askOnce } from '../measure/ask-once';
import { commonOptions } from '../measure/options';
import { busyness, table, writeReport } from '../measure/report';
import { median, quantile } from '../measure/statistics';
import { unseenHeavyQuery } from '../requests/unseen';
import { openShop } from '../shop/subgraph-process';

const { values } = parseArgs({ options: { ...commonOptions, operations: { type: 'string', default: '200' } } });
const operations = Number(values.operations);
const warmUps = 50;
const repetitions = 5;

/** Milliseconds. */
interface Times {
  readonly name: string;
  readonly cold: number[];
  readonly hot: number[];
}

/** What an operation costs that was never asked before, beside what it costs from then on; writes results/plans.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const shop = await openShop();
  const peers: GatewayPeer[] = [];
  try {
    for (const kind of [kinds.compiled, kinds.apolloGateway, kinds.hive, kinds.hiveRust])
      peers.push(await step(kind.name, () => GatewayPeer.start(kind, shop)));
    await refuseDifferences(peers);
    const times = peers.map(({ name }): Times => ({ name, cold: [], hot: [] }));
    await step(`${operations} operations`, async () => {
      for (let turn = 0; turn < warmUps + operations; turn += 1) await ask(peers, turn, turn < warmUps ? [] : times);
    });
    await writeReport(
      'plans',
      {
        title: 'Operations that were never asked before',
        command: 'npm run bench:plans',
        busy,
        notes: [
          versions(),
          `Load: one connection. ${operations} variants of the heavy query, each new to every peer, after ${warmUps} others that are not counted; each is asked once (new) and ${repetitions} times more (known), the peers in turns. Milliseconds until the whole answer is there.`,
        ],
        sections: [table(['peer', 'new: p50', 'new: p99', 'known: p50', 'known: p99', 'new − known'], times.map(row))],
      },
      values,
    );
  } finally {
    for (const peer of peers) await peer.stop();
    shop.close();
  }
}

async function ask(peers: readonly GatewayPeer[], turn: number, times: readonly Times[]): Promise<void> {
  const body = JSON.stringify({ query: unseenHeavyQuery(`n${turn}`) });
  for (let index = 0; index < peers.length; index += 1) {
    // Another one is first each time: the subgraphs know the calls of the one before.
    const at = (index + turn) % peers.length;
    const { origin, pathname: path } = new URL(peers[at]!.url);
    const client = new Client(origin);
    const headers = { 'content-type': 'application/json' };
    for (let repetition = 0; repetition <= repetitions; repetition += 1) {
      const startedAt = performance.now();
      const problem = await askOnce(client, { path, headers, body });
      if (problem) throw new Error(`${peers[at]!.name} answers with ${problem}.`);
      times[at]?.[repetition === 0 ? 'cold' : 'hot'].push(performance.now() - startedAt);
    }
    await client.close();
  }
}

async function refuseDifferences(peers: readonly GatewayPeer[]): Promise<void> {
  const body = JSON.stringify({ query: unseenHeavyQuery('same') });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const answers = await Promise.all(peers.map(async ({ url }) => (await fetch(url, request)).json()));
  if (answers.some((answer) => !isDeepStrictEqual(answer, answers[0])))
    throw new Error('The peers answer differently.');
}

function row({ name, cold, hot }: Times): string[] {
  const figures = [median(cold), quantile(cold, 0.99), median(hot), quantile(hot, 0.99), median(cold) - median(hot)];
  return [name, ...figures.map((milliseconds) => milliseconds.toFixed(1))];
}

finish(main());
