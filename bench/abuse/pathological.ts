import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { step } from '../../cli/progress';
import { asked, fine } from '../../e2e/abuse/abuse';
import { send } from '../../e2e/abuse/send';
import { manyWays } from '../../e2e/abuse/world';
import { finish } from '../measure/finish';
import { load, type Load } from '../measure/load';
import { commonOptions } from '../measure/options';
import { busyness, table, writeReport } from '../measure/report';
import { median } from '../measure/statistics';
import type { Told } from './serve-abused';

const { values } = parseArgs({ options: commonOptions });
const rounds = 8;
const seconds = 4;
const connections = 50;
/** Clients that send nothing but what cannot be planned in time, each the next as soon as the last is refused. */
const attackers = 4;

interface Turn extends Load {
  /** Operations that were refused meanwhile. */
  readonly refused: number;
}

/** What 50 clients notice of others who send what cannot be planned; writes results/pathological.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const gateway = fork(join(__dirname, 'serve-abused.js'));
  const [told] = (await once(gateway, 'message')) as [Told];
  const port = 'port' in told ? told.port : 0;
  const turns: Record<'alone' | 'attacked', Turn[]> = { alone: [], attacked: [] };
  await step('warm up', () => turn(port, 0));
  for (let round = 0; round < rounds; round += 1) {
    turns.alone.push(await step('alone', () => turn(port, 0)));
    turns.attacked.push(await step('attacked', () => turn(port, attackers)));
  }
  gateway.disconnect();
  await writeReport(
    'pathological',
    {
      title: 'A query that cannot be planned in time, while others run',
      command: 'npm run bench:pathological',
      busy,
      notes: [
        `${connections} clients ask for one field, closed loop, ${rounds} rounds of ${seconds} s, with and without ${attackers} others in turns. Those send nothing but queries with millions of ways to plan them, each one that was never asked before; they are refused after half a second at most, of a planner thread. Gateway, clients and attackers share two cores with the planner's two threads. Medians over the rounds.`,
      ],
      sections: [
        table(
          ['clients', 'requests/s', 'p50 ms', 'p99 ms', 'refused'],
          [cells('alone', turns.alone), cells(`beside ${attackers} attackers`, turns.attacked)],
        ),
      ],
    },
    values,
  );
}

function cells(name: string, turns: readonly Turn[]): string[] {
  const over = (value: (turn: Turn) => number, digits: number): string => median(turns.map(value)).toFixed(digits);
  return [
    name,
    over(({ requestsPerSecond }) => requestsPerSecond, 0),
    over(({ p50 }) => p50, 1),
    over(({ p99 }) => p99, 1),
    over(({ refused }) => refused, 0),
  ];
}

async function turn(port: number, attacking: number): Promise<Turn> {
  const attack = { isOver: false, refused: 0 };
  const running = Array.from({ length: attacking }, () => attackUntilOver(port, attack));
  const order = { url: `http://127.0.0.1:${port}/graphql`, headers: { 'content-type': 'application/json' } };
  const answer = await load({ ...order, body: fine, connections, seconds });
  attack.isOver = true;
  await Promise.all(running);
  return { ...answer, refused: attack.refused };
}

let sent = 0;
/** Whichever comes first: the deadline, or more ways than are looked at. */
const refusals: ReadonlySet<unknown> = new Set(['PLANNING_TIMEOUT', 'OPERATION_TOO_LARGE']);

async function attackUntilOver(port: number, attack: { isOver: boolean; refused: number }): Promise<void> {
  while (!attack.isOver) {
    // Refusals are remembered: each must be another.
    const query = manyWays(6).replace('{ things', `{ t${(sent += 1)}: things`);
    const { errors } = await send(port, { body: asked(query) });
    if (!refusals.has(errors[0]?.extensions['code'])) throw new Error(`Not refused: ${JSON.stringify(errors)}`);
    attack.refused += 1;
  }
}

finish(main());
