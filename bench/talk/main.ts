import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { openDatabases, type Databases } from '../measure/databases';
import { finish } from '../measure/finish';
import { commonOptions } from '../measure/options';
import { busyness, writeReport, type Report } from '../measure/report';
import { announcement } from './announcement';
import { chat, chatTwo, type ChatPlan } from './chat';
import { digests } from './digests';
import { forum } from './forum';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    ...commonOptions,
    members: { type: 'string' },
    rate: { type: 'string' },
    seconds: { type: 'string' },
    threads: { type: 'string' },
    people: { type: 'string' },
    learners: { type: 'string' },
  },
});

/** Small where the report is only shown. */
const size = (given: string | undefined, full: number, dry: number): number =>
  Number(given ?? (values.dry ? dry : full));

const plan: ChatPlan = {
  members: size(values.members, 1_000, 100),
  perSecond: size(values.rate, 50, 20),
  seconds: size(values.seconds, 30, 5),
};
const chatSize = `--members ${plan.members} --rate ${plan.perSecond} --seconds ${plan.seconds}`;
const threads = size(values.threads, 100_000, 1_000);
const people = size(values.people, 50_000, 500);
const learners = size(values.learners, 10_000, 500);

const rows: Readonly<Record<string, { size: string; run: (world: Databases) => Promise<Report> }>> = {
  chat: { size: chatSize, run: (world) => chat(world, plan) },
  'chat-two': { size: chatSize, run: (world) => chatTwo(world, plan) },
  forum: { size: `--threads ${threads}`, run: (world) => forum(world, { threads, posts: threads * 10 }) },
  digests: { size: `--people ${people}`, run: (world) => digests(world, people) },
  announcement: { size: `--learners ${learners}`, run: (world) => announcement(world, learners) },
};

/** Measures the rows that are named, or all, and writes results/<row>.md for each. Each has databases of its own. */
async function main(): Promise<void> {
  for (const name of positionals) if (!(name in rows)) throw new Error(`There is no row ${name}.`);
  for (const name of positionals.length > 0 ? positionals : Object.keys(rows)) {
    const busy = busyness();
    const row = rows[name]!;
    const world = await openDatabases();
    try {
      const command = `npm run bench:talk -- ${name} ${row.size}`;
      await writeReport(name, { ...(await row.run(world)), command, busy }, values);
    } finally {
      await world.close();
    }
  }
}

finish(main());
