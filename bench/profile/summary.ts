import type { HeapProfiler, Profiler } from 'node:inspector';

type Frame = Profiler.ProfileNode['callFrame'];

/** One thing that costs: microseconds, or bytes. */
export interface Cost {
  readonly name: string;
  readonly cost: number;
}

/** Self cost by package or folder, and by function; the most first. */
export interface Summary {
  readonly whole: number;
  readonly owners: readonly Cost[];
  readonly functions: readonly Cost[];
}

const idle = new Set(['(idle)', '(root)']);
/** What the profile itself costs, mostly at its beginning. */
const profiler = 'node:inspector';

/** Of a profile of time: microseconds in which the thread did anything. */
export function timeOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Summary {
  const byId = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  return summed(samples.map((id, index) => [byId.get(id), timeDeltas[index] ?? 0]));
}

/** Of a profile of memory: bytes that were allocated. */
export function memoryOf({ head }: HeapProfiler.SamplingHeapProfile): Summary {
  const costs: [Frame, number][] = [];
  const waiting = [head];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    costs.push([node.callFrame, node.selfSize]);
    waiting.push(...node.children);
  }
  return summed(costs);
}

function summed(costs: readonly (readonly [Frame | undefined, number])[]): Summary {
  const owners = new Map<string, number>();
  const functions = new Map<string, number>();
  let whole = 0;
  for (const [frame, cost] of costs) {
    if (!frame || idle.has(frame.functionName) || frame.url.startsWith(profiler)) continue;
    whole += cost;
    add(owners, ownerOf(frame), cost);
    add(functions, `${frame.functionName || '(anonymous)'} — ${placeOf(frame)}`, cost);
  }
  return { whole, owners: sorted(owners), functions: sorted(functions) };
}

/** The package, or the folder of our own. */
function ownerOf({ functionName, url }: Frame): string {
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

function sorted(sums: ReadonlyMap<string, number>): Cost[] {
  return [...sums].map(([name, cost]) => ({ name, cost })).sort((a, b) => b.cost - a.cost);
}
