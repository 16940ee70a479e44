import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectFolder } from '../../cli/files';
import { say } from '../../cli/progress';
import type { Measured, MeasuredPeer, Plan, Turn } from './rounds';
import { median } from './statistics';

export const busyness = (): number => loadavg()[0] ?? 0;

export interface Report {
  readonly title: string;
  /** What a reader must know to judge the figures: one point each. */
  readonly notes: readonly string[];
  readonly sections: readonly string[];
}

interface Run {
  readonly command: string;
  /** Load average before the run: what else the machine was doing. */
  readonly busy: number;
}

/** Writes `bench/results/<row>.md`, and shows it. */
export async function writeReport(
  row: string,
  report: Report & Run,
  { dry }: { readonly dry: boolean },
): Promise<void> {
  const text = await textOf(report);
  say(`\n${text}`);
  if (dry) return;
  const folder = join(projectFolder, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${row}.md`), text);
}

async function textOf({ title, command, busy, notes, sections }: Report & Run): Promise<string> {
  const cores = cpus();
  const isBusy = busy > cores.length / 2;
  const lines = [
    `# ${title}\n`,
    `- Command: \`${command}\``,
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Machine: ${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}; Node ${process.version}`,
    `- Load average before the run: ${busy.toFixed(1)}. ${isBusy ? 'Other work ran beside it: requests/s and latency are lower bounds; CPU per request depends on it less, counts not at all.' : 'The machine was quiet.'}`,
    ...notes.map((note) => `- ${note}`),
    ...sections.map((section) => `\n${section}`),
  ];
  return format(`${lines.join('\n')}\n`, { ...(await resolveConfig(projectFolder)), parser: 'markdown' });
}

/** How the load was made, for the notes. */
export const loadNote = ({ connections, rounds, seconds, warmUps }: Plan, sharing: string): string =>
  `Load: ${connections} connections, closed loop; ${rounds} rounds of ${seconds} s per peer after ${warmUps} to warm up, interleaved. ${sharing} Figures are medians over the rounds, ratios too: each is of one round.`;

/** A Markdown table: the first column to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What a table says of a peer, by the head of the column; `yardstick` is the peer that ratios are of. */
export type Columns = Readonly<Record<string, (peer: MeasuredPeer, yardstick: MeasuredPeer) => string>>;

export function section({ page, bytes, peers }: Measured, columns: Columns, yardstick: string): string {
  const measure = peers.find(({ name }) => name === yardstick);
  if (!measure) throw new Error(`${yardstick} was not measured.`);
  const rows = peers.map((peer) => [peer.name, ...Object.values(columns).map((cell) => cell(peer, measure))]);
  const size = bytes < 1_024 ? `${bytes} bytes` : `${(bytes / 1_024).toFixed(0)} KB`;
  return `## ${page} (${size})\n\n${table(['peer', ...Object.keys(columns)], rows)}`;
}

export function overRounds({ turns }: MeasuredPeer, value: (turn: Turn) => number): number {
  return median(turns.map(value));
}

export const rate = ({ requestsPerSecond }: Turn): number => requestsPerSecond;
export const cpu = ({ cpu: milliseconds }: Turn): number => milliseconds;

/** Lowest and highest of the rounds. */
export function spread({ turns }: MeasuredPeer, value: (turn: Turn) => number, digits: number): string {
  const values = turns.map(value);
  return `${Math.min(...values).toFixed(digits)} – ${Math.max(...values).toFixed(digits)}`;
}

/** Of turns in the same round: what else the machine does weighs on both. */
export function ratio(peer: MeasuredPeer, yardstick: MeasuredPeer, value: (turn: Turn) => number): string {
  const ratios = peer.turns.flatMap((turn, round) => {
    const beside = yardstick.turns[round];
    return beside ? [value(turn) / value(beside)] : [];
  });
  return median(ratios).toFixed(2);
}
