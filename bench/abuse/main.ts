import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { step } from '../../cli/progress';
import { fine, type Abuse } from '../../e2e/abuse/abuse';
import { corpus } from '../../e2e/abuse/corpus';
import { send } from '../../e2e/abuse/send';
import { finish } from '../measure/finish';
import { commonOptions } from '../measure/options';
import { busyness, table, writeReport } from '../measure/report';
import { median } from '../measure/statistics';
import type { Told } from './serve-abused';

const { values } = parseArgs({ options: { ...commonOptions, only: { type: 'string', default: '' } } });
/** Each request so often before anything counts, and plain queries, as a gateway that has been at work. */
const warmUps = 20;
const plainWarmUps = 2_000;
const rounds = 11;
const perRound = 10;

interface Row {
  readonly abuse: Pick<Abuse, 'name' | 'body'>;
  readonly result: string;
  /** Milliseconds of processor time for one request, by round. */
  readonly cpu: number[];
}

/** What each hostile request costs the gateway that refuses or survives it; writes results/abuse.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const gateway = new Gateway();
  const port = await step('gateway', () => gateway.start());
  const besides = [
    { name: 'beside it: a query', body: fine },
    { name: 'beside it: receiving 900,000 bytes', body: 'x'.repeat(900_000) },
  ];
  const all = [...besides, ...corpus].filter(({ name }) => name.includes(values.only));
  await step('warm up', () => warmUp(port, all));
  const rows: Row[] = [];
  for (const abuse of all) rows.push(await step(abuse.name, () => measure(gateway, port, abuse)));
  gateway.stop();
  await writeReport(
    'abuse',
    {
      title: 'What hostile requests cost',
      command: 'npm run bench:abuse',
      busy,
      notes: [
        `The corpus of \`e2e/abuse\`, each request ${rounds * perRound} times, after ${warmUps} times all of them and ${plainWarmUps} plain queries to warm up, one after another over one connection. Processor time is that of the gateway's process (\`process.cpuUsage\`), all its threads together, with everything that HTTP takes; the median and the highest of ${rounds} rounds of ${perRound}.`,
      ],
      sections: [table(['request', 'bytes', 'answer', 'CPU, ms', 'highest'], rows.map(cells))],
    },
    values,
  );
}

async function warmUp(port: number, all: readonly Omit<Abuse, 'expected'>[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let count = 0; count < plainWarmUps; count += 1) await send(port, { body: fine }, agent);
  for (let count = 0; count < warmUps; count += 1) for (const abuse of all) await send(port, abuse, agent);
  agent.destroy();
}

async function measure(gateway: Gateway, port: number, abuse: Omit<Abuse, 'expected'>): Promise<Row> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answer = await send(port, abuse, agent);
  const [error] = answer.errors;
  const result = error ? [error.extensions['code'], error.extensions['limit'] ?? ''].join(' ') : 'answered';
  const cpu: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = await gateway.cpu();
    for (let count = 0; count < perRound; count += 1) await send(port, abuse, agent);
    cpu.push(((await gateway.cpu()) - before) / perRound / 1_000);
  }
  agent.destroy();
  return { abuse, result, cpu };
}

function cells({ abuse, result, cpu }: Row): string[] {
  const bytes = Buffer.byteLength(abuse.body).toLocaleString('en-US');
  return [abuse.name, bytes, result, median(cpu).toFixed(2), Math.max(...cpu).toFixed(2)];
}

class Gateway {
  private process: ChildProcess | undefined;

  async start(): Promise<number> {
    this.process = fork(join(__dirname, 'serve-abused.js'));
    const told = await this.told();
    if (!('port' in told)) throw new Error('The gateway did not begin.');
    return told.port;
  }

  async cpu(): Promise<number> {
    this.process?.send('cpu');
    const told = await this.told();
    return 'cpu' in told ? told.cpu : 0;
  }

  stop(): void {
    this.process?.disconnect();
  }

  private async told(): Promise<Told> {
    const [told] = (await once(this.process!, 'message')) as [Told];
    return told;
  }
}

finish(main());
