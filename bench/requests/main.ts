import { parseArgs } from 'node:util';
import { step } from '../../cli/progress';
import { openCollector } from '../gateways/collector';
import { GatewayPeer } from '../gateways/gateway-peer';
import { kinds } from '../gateways/kinds';
import { makePeople } from '../gateways/people';
import { versions } from '../gateways/versions';
import { finish } from '../measure/finish';
import { planOptions, planOf } from '../measure/options';
import { busyness, loadNote, section, writeReport } from '../measure/report';
import { measure } from '../measure/rounds';
import { openShop } from '../shop/subgraph-process';
import { columns } from './columns';
import { rows, type Row, type RowName } from './rows';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: planOptions,
});

/** Measures the rows that are named, or all, and writes results/<row>.md for each. */
async function main(names: readonly string[]): Promise<void> {
  for (const name of names) if (!(name in rows)) throw new Error(`There is no row ${name}.`);
  for (const name of names.length > 0 ? names : Object.keys(rows)) await run(name, rows[name as RowName]);
}

async function run(name: string, { page, peers: chosen, plan: usual, delay, workers, isSignedIn }: Row): Promise<void> {
  const plan = planOf(usual, values);
  const busy = busyness();
  const people = isSignedIn ? await makePeople(plan.connections) : undefined;
  const shop = await openShop(delay);
  const closeCollector = chosen.some(({ isTraced }) => isTraced) ? await openCollector() : () => undefined;
  const peers: GatewayPeer[] = [];
  try {
    await step('peers', async () => {
      for (const kind of chosen) peers.push(await GatewayPeer.start(kind, shop, { workers, keySet: people?.keySet }));
    });
    const measured = await step(page.name, () =>
      measure(peers, { ...page, token: people?.tokens[0] }, plan, { beside: [shop.pid], tokens: people?.tokens }),
    );
    const yardstick = chosen.find((kind) => kind.name.startsWith(kinds.apolloGateway.name))?.name ?? '';
    await writeReport(
      name,
      {
        title: page.name[0]!.toUpperCase() + page.name.slice(1),
        command: `npm run bench:requests -- ${name}`,
        busy,
        notes: [versions(), loadNote(plan, sharing)],
        sections: [section(measured, columns, yardstick)],
      },
      values,
    );
  } finally {
    for (const peer of peers) await peer.stop();
    shop.close();
    closeCollector();
  }
}

const sharing =
  'Gateway, load generator and one process with all four subgraphs share the machine; how much of a core each took is in the table.';

finish(main(positionals));
