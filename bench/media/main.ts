import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { finish } from '../measure/finish';
import { planOf, planOptions } from '../measure/options';
import { busyness, writeReport, type Report } from '../measure/report';
import type { Plan } from '../measure/rounds';
import { grants } from './grants';
import { live } from './live';
import { segments } from './segments';
import { uploads } from './uploads';
import { openMediaWorld, type MediaWorld } from './world';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    ...planOptions,
    /** Seconds of film that are packaged at the start. */
    film: { type: 'string', default: '12' },
    /** Megabytes of the files that are uploaded. */
    sizes: { type: 'string', default: '200,2000' },
  },
});

const usual: Plan = { warmUps: 2, rounds: 7, seconds: 2, connections: 8 };

const rows: Readonly<Record<string, (world: MediaWorld) => Promise<Report>>> = {
  uploads: (world) =>
    uploads(world, { rounds: Number(values.rounds ?? 3), sizes: values.sizes.split(',').map(Number) }),
  segments: (world) => segments(world, planOf(usual, values)),
  grants: (world) => grants(world, planOf(usual, values)),
  live: (world) => live(world, Number(values.seconds ?? 30)),
};

/** Measures the rows that are named, or all, and writes results/<row>.md for each. */
async function main(): Promise<void> {
  for (const name of positionals) if (!(name in rows)) throw new Error(`There is no row ${name}.`);
  const names = positionals.length > 0 ? positionals : Object.keys(rows);
  const world = await openMediaWorld(Number(values.film));
  try {
    for (const name of names) {
      const busy = busyness();
      const report = await rows[name]!(world);
      await writeReport(name, { ...report, command: `npm run bench:media -- ${name}`, busy }, values);
    }
  } finally {
    await world.close();
  }
}

finish(main());
