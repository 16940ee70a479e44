import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { finish } from '../measure/finish';
import { commonOptions } from '../measure/options';
import { busyness, writeReport, type Report } from '../measure/report';
import { balances } from './balances';
import { checkouts } from './checkouts';
import { exports } from './exports';
import { invoices } from './invoices';
import { openMoneyWorld, type MoneyWorld } from './world';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    ...commonOptions,
    checkouts: { type: 'string', default: '2000' },
    entries: { type: 'string', default: '10000000' },
    rows: { type: 'string', default: '1000000' },
    invoices: { type: 'string', default: '500' },
  },
});

const rows: Readonly<Record<string, { size: string; run: (world: MoneyWorld) => Promise<Report> }>> = {
  checkouts: { size: `--checkouts ${values.checkouts}`, run: (world) => checkouts(world, Number(values.checkouts)) },
  balances: { size: `--entries ${values.entries}`, run: (world) => balances(world, Number(values.entries)) },
  exports: { size: `--rows ${values.rows}`, run: (world) => exports(world, Number(values.rows)) },
  invoices: { size: `--invoices ${values.invoices}`, run: (world) => invoices(world, Number(values.invoices)) },
};

/** Measures the rows that are named, or all, and writes results/<row>.md for each. */
async function main(): Promise<void> {
  for (const name of positionals) if (!(name in rows)) throw new Error(`There is no row ${name}.`);
  const names = positionals.length > 0 ? positionals : Object.keys(rows);
  const world = await openMoneyWorld();
  try {
    for (const name of names) {
      const busy = busyness();
      const { size, run } = rows[name]!;
      await writeReport(
        name,
        { ...(await run(world)), command: `npm run bench:money -- ${name} ${size}`, busy },
        values,
      );
    }
  } finally {
    await world.close();
  }
}

finish(main());
