import type { Profiler } from 'node:inspector';

interface Spent {
  readonly name: string;
  /** Share of the time in which the thread did anything. */
  readonly share: number;
}

const idle = new Set(['(idle)', '(root)']);

/** Self time by what it belongs to, and by function; the most first. */
export function summary({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): {
  readonly busy: number;
  readonly owners: readonly Spent[];
  readonly functions: readonly Spent[];
} {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<string, number>();
  const functions = new Map<string, number>();
  let all = 0;
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const frame = byId.get(id)?.callFrame;
    const spent = timeDeltas[index] ?? 0;
    all += spent;
    if (!frame || idle.has(frame.functionName)) continue;
    busy += spent;
    add(owners, ownerOf(frame), spent);
    add(functions, `${frame.functionName || '(anonymous)'} — ${placeOf(frame)}`, spent);
  }
  return { busy: busy / all, owners: shares(owners, busy), functions: shares(functions, busy) };
}

/** The package, or the folder of our own. */
function ownerOf({ functionName, url }: Profiler.Profile['nodes'][number]['callFrame']): string {
  if (functionName.startsWith('(')) return functionName;
  if (url === '') return 'native code called from JavaScript';
  if (url.startsWith('node:'))
    return `Node: ${
      url
        .slice(5)
        .replace(/^internal\//, '')
        .split('/')[0]
    }`;
  const installed = url.split('/node_modules/').at(-1);
  if (url.includes('/node_modules/') && installed)
    return installed
      .split('/')
      .slice(0, installed.startsWith('@') ? 2 : 1)
      .join('/');
  return placeOf({ url }).split('/').slice(0, 3).join('/');
}

function placeOf({ url, lineNumber }: { readonly url: string; readonly lineNumber?: number }): string {
  const place = url.replace(/^.*\/node_modules\//, '').replace(/^.*\/\.lyceum\/bench\//, 'lyceum/');
  return lineNumber === undefined ? place : `${place}:${lineNumber + 1}`;
}

function add(sums: Map<string, number>, name: string, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value);
}

function shares(sums: ReadonlyMap<string, number>, whole: number): Spent[] {
  return [...sums].map(([name, spent]) => ({ name, share: spent / whole })).sort((a, b) => b.share - a.share);
}
