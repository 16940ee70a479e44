import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { HeapProfiler, Profiler } from 'node:inspector';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { say } from '../../cli/progress';
import { GatewayPeer } from '../gateways/gateway-peer';
import { kinds, type GatewayKind } from '../gateways/kinds';
import { finish } from '../measure/finish';
import { makePeople } from '../gateways/people';
import { load } from '../measure/load';
import { bodyOf, headersOf } from '../measure/page';
import { cpuTime } from '../measure/processes';
import { rows, type Row } from '../requests/rows';
import { openShop } from '../shop/subgraph-process';
import { memoryOf, timeOf, type Cost, type Summary } from './summary';

const { values } = parseArgs({
  options: {
    row: { type: 'string', default: 'heavy' },
    peer: { type: 'string', default: 'compiled' },
    seconds: { type: 'string', default: '8' },
    top: { type: 'string', default: '45' },
    /** `time`, or `memory`: what was allocated. */
    of: { type: 'string', default: 'time' },
    /** Where the profile is kept, for a browser's developer tools. */
    keep: { type: 'string' },
  },
});

/** Where one gateway spends its time under the load of one row. */
async function main(): Promise<void> {
  const { page, plan, isSignedIn }: Row = rows[values.row as keyof typeof rows];
  const kind: GatewayKind = kinds[values.peer as keyof typeof kinds];
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-profile-'));
  const file = values.keep ?? join(folder, 'profile.cpuprofile');
  const people = isSignedIn ? await makePeople(plan.connections) : undefined;
  const shop = await openShop();
  const peer = await GatewayPeer.start(kind, shop, {
    keySet: people?.keySet,
    args: ['--require', join(__dirname, 'hook.js')],
    settings: { LYCEUM_PROFILE: file, LYCEUM_PROFILE_OF: values.of },
  });
  try {
    const { connections } = plan;
    const order = { url: peer.url, headers: headersOf(page), body: bodyOf(page), connections, tokens: people?.tokens };
    await load({ ...order, seconds: 4 });
    const { requests, requestsPerSecond, cpu } = await measured(peer, () => load({ ...order, seconds: 4 }));
    say(
      `${kind.name}, ${page.name}: ${requestsPerSecond.toFixed(0)} requests/s, ${(cpu / requests).toFixed(3)} ms CPU each`,
    );
    process.kill(peer.pids[0]!, 'SIGUSR2');
    const profiled = await load({ ...order, seconds: Number(values.seconds) });
    process.kill(peer.pids[0]!, 'SIGUSR2');
    while (!existsSync(file)) await wait(20);
    await wait(500);
    const profile = JSON.parse(readFileSync(file, 'utf8')) as Profiler.Profile & HeapProfiler.SamplingHeapProfile;
    print(values.of === 'time' ? timeOf(profile) : memoryOf(profile), profiled.requests);
  } finally {
    await peer.stop();
    shop.close();
    rmSync(folder, { recursive: true });
  }
}

async function measured<T>(peer: GatewayPeer, work: () => Promise<T>): Promise<T & { readonly cpu: number }> {
  const before = cpuTime(peer.pids);
  const result = await work();
  return { ...result, cpu: cpuTime(peer.pids) - before };
}

function print({ whole, owners, functions }: Summary, requests: number): void {
  const unit = values.of === 'time' ? 'µs' : 'bytes';
  const line = ({ name, cost }: Cost): string =>
    `${((cost / whole) * 100).toFixed(1).padStart(6)} %  ${(cost / requests).toFixed(0).padStart(7)}  ${name}`;
  say(`main thread: ${(whole / requests).toFixed(0)} ${unit} per request\n\nby package or folder`);
  for (const owner of owners.slice(0, 25)) say(line(owner));
  say('\nby function');
  for (const own of functions.slice(0, Number(values.top))) say(line(own));
}

finish(main());
