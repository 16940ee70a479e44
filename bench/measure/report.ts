import { cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Load } from './load';
import type { Measured, Plan } from './rounds';
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
  return [
    `# ${title}`,
    `- Command: \`${command}\``,
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Machine: ${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${gigabytes} GB, ${type()} ${release()}; Node ${process.version}; load average before the run ${busy.toFixed(1)}`,
    `- Load: ${plan.connections} connections, closed loop; ${plan.rounds} rounds of ${plan.seconds} s per peer after one to warm up. Server, PostgreSQL and load generator share the machine.`,
    `- Figures are medians over the rounds, with the lowest and the highest round; latency is that under load.`,
    ...measured.map(section),
  ].join('\n');
}

function section({ page, bytes, peers }: Measured): string {
  const of = (loads: readonly Load[], value: (load: Load) => number): number => median(loads.map(value));
  const rate = ({ requestsPerSecond }: Load): number => requestsPerSecond;
  const monolith = of(peers.at(-1)?.loads ?? [], rate);
  const rows = peers.map(({ name, costs, loads }) => [
    name,
    of(loads, rate).toFixed(1),
    `${Math.min(...loads.map(rate)).toFixed(1)} – ${Math.max(...loads.map(rate)).toFixed(1)}`,
    (of(loads, rate) / monolith).toFixed(2),
    of(loads, ({ p50 }) => p50).toFixed(0),
    of(loads, ({ p99 }) => p99).toFixed(0),
    String(costs.statements),
    String(costs.calls),
  ]);
  const head = [
    'peer',
    'requests/s',
    'lowest – highest',
    'of the monolith',
    'p50 ms',
    'p99 ms',
    'SQL per request',
    'subgraph calls per request',
  ];
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  return [`\n## ${page} (${(bytes / 1024).toFixed(0)} KB)\n`, ...lines.map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  );
}
