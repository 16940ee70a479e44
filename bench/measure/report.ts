import { cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Measured, MeasuredPeer, Plan, Turn } from './rounds';
import { median } from './statistics';

interface Circumstances {
  readonly title: string;
  readonly command: string;
  readonly plan: Plan;
  /** Load average before the run: what else the machine was doing. */
  readonly busy: number;
}

export const busyness = (): number => loadavg()[0] ?? 0;

/** The results as Markdown: one table per page, the peers beside each other, the last one being the measure. */
export function report(measured: readonly Measured[], { title, command, plan, busy }: Circumstances): string {
  const cores = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const isBusy = busy > cores.length / 2;
  return [
    `# ${title}\n`,
    `- Command: \`${command}\``,
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Machine: ${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${gigabytes} GB, ${type()} ${release()}; Node ${process.version}`,
    `- Load: ${plan.connections} connections, closed loop; ${plan.rounds} rounds of ${plan.seconds} s per peer after ${plan.warmUps} to warm up. Server, PostgreSQL and load generator share the machine.`,
    `- Load average before the run: ${busy.toFixed(1)}. ${isBusy ? 'Other work ran beside it: requests/s and latency are lower bounds; CPU per request depends on it less, SQL and calls per request not at all.' : 'The machine was quiet.'}`,
    `- Figures are medians over the rounds, ratios too: each is of one round.`,
    ...measured.map(section),
  ].join('\n');
}

const columns: Readonly<Record<string, (peer: MeasuredPeer, monolith: MeasuredPeer) => string>> = {
  'requests/s': ({ turns }) => overRounds(turns, rate).toFixed(1),
  'lowest – highest': ({ turns }) =>
    `${Math.min(...turns.map(rate)).toFixed(1)} – ${Math.max(...turns.map(rate)).toFixed(1)}`,
  'of the monolith': (peer, monolith) => ratio(peer, monolith, rate).toFixed(2),
  'CPU ms per request': ({ turns }) => overRounds(turns, cpu).toFixed(1),
  'CPU of the monolith': (peer, monolith) => ratio(peer, monolith, cpu).toFixed(2),
  'p50 ms': ({ turns }) => overRounds(turns, ({ p50 }) => p50).toFixed(0),
  'p99 ms': ({ turns }) => overRounds(turns, ({ p99 }) => p99).toFixed(0),
  'SQL per request': ({ costs }) => String(costs.statements),
  'subgraph calls per request': ({ costs }) => String(costs.calls),
};

const rate = ({ requestsPerSecond }: Turn): number => requestsPerSecond;
const cpu = ({ cpu: milliseconds }: Turn): number => milliseconds;

function section({ page, bytes, peers }: Measured): string {
  const [monolith] = peers.slice(-1);
  const rows = peers.map((peer) => [peer.name, ...Object.values(columns).map((cell) => cell(peer, monolith ?? peer))]);
  const head = ['peer', ...Object.keys(columns)];
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  return [`\n## ${page} (${(bytes / 1024).toFixed(0)} KB)\n`, ...lines.map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  );
}

function overRounds(turns: readonly Turn[], value: (turn: Turn) => number): number {
  return median(turns.map(value));
}

/** Of turns in the same round: what else the machine does weighs on both. */
function ratio(peer: MeasuredPeer, monolith: MeasuredPeer, value: (turn: Turn) => number): number {
  return median(
    peer.turns.flatMap((turn, round) => {
      const beside = monolith.turns[round];
      return beside ? [value(turn) / value(beside)] : [];
    }),
  );
}
