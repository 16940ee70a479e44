import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../../cli/progress';
import { cpu, loadNote, overRounds, rate, ratio, section, spread, type Columns, type Report } from '../measure/report';
import { inTurns, turnOf, type Measured, type Plan } from '../measure/rounds';
import { startBare } from './bare-peer';
import { fetchLoad } from './fetch-load';
import { startProducts } from './products';
import { barePeer, fastify, productPeer, refuseOtherBytes, type SegmentPeer } from './segment-peers';
import type { MediaWorld } from './world';

/** Folder of the sound's segments. */
const sound = 'audio';

/** Segments behind a grant, beside the same files of whoever asks. */
export async function segments(world: MediaWorld, plan: Plan): Promise<Report> {
  const products = await step('peers', () => startProducts(world, { hasWorkers: false }));
  const bare = await startBare({ root: world.packaged, into: join(world.folder, 'received') });
  try {
    const peers = [barePeer(bare, plan.connections)];
    for (const product of products)
      for (const protection of ['CLEAR', 'AES_128'] as const)
        peers.push(await productPeer(product, world, protection, plan.connections));
    const { name } = world.made.renditions.at(-1)!;
    const sections: string[] = [];
    for (const folder of [name, sound]) sections.push(await step(`segments of ${folder}`, () => of(folder)));
    return {
      title: 'Segments behind a playback grant',
      notes: [
        loadNote(plan, 'Server, MongoDB and load generator share the machine.'),
        `${world.made.duration.toFixed(0)} s of 1080p, packaged by the product; every peer has the same bytes, which is looked at before and after. All are in the page cache.`,
        'Each connection is a viewer with a grant of its own, known by the cookie, as browsers are: the grant is looked up, its session compared, and AES_128 encrypts each segment on its way. PLAYBACK_GRANT_SECONDS is 3600, so that none has to be renewed.',
        `Percent are of one core, of all processes of the peer; Node serves in one thread each.`,
      ],
      sections,
    };
    async function of(folder: string): Promise<string> {
      return section(await measured(peers, folder), columnsOf(sizeOf(folder)), fastify);
    }
  } finally {
    for (const product of products) await product.stop();
    bare.stop();
  }

  function pathsOf(folder: string): string[] {
    const files = readdirSync(join(world.packaged, folder)).filter((file) => file.endsWith('.m4s'));
    return files.map((file) => `${folder}/${file}`);
  }

  /** Bytes, on average: each segment is fetched as often as the others. */
  function sizeOf(folder: string): number {
    const sizes = pathsOf(folder).map((path) => statSync(join(world.packaged, path)).size);
    return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  }

  async function measured(peers: readonly SegmentPeer[], folder: string): Promise<Measured> {
    const paths = pathsOf(folder);
    await refuseOtherBytes(peers, paths, world.packaged);
    const turns = await inTurns(peers, plan, ({ origin, pids, places }) => {
      const players = places.map(({ headers, base }) => ({ headers, paths: paths.map((path) => base + path) }));
      const counts = () => Promise.resolve({});
      return turnOf({ pids, counts }, () => fetchLoad({ origin, players, seconds: plan.seconds }));
    });
    await refuseOtherBytes(peers, paths, world.packaged);
    const found = peers.map((peer) => ({ name: peer.name, costs: {}, bodyBytes: 0, turns: turns.get(peer) ?? [] }));
    const page = folder === sound ? 'Segments of the sound' : `Segments of ${folder}`;
    return { page, bytes: sizeOf(folder), peers: found };
  }
}

const columnsOf = (bytes: number): Columns => ({
  'requests/s': (peer) => overRounds(peer, rate).toFixed(0),
  'lowest – highest': (peer) => spread(peer, rate, 0),
  'of bare Fastify': (peer, yardstick) => ratio(peer, yardstick, rate),
  'MB/s': (peer) => ((overRounds(peer, rate) * bytes) / 1e6).toFixed(0),
  'CPU ms per request': (peer) => overRounds(peer, cpu).toFixed(2),
  'CPU of bare Fastify': (peer, yardstick) => ratio(peer, yardstick, cpu),
  'p50 ms': (peer) => overRounds(peer, ({ p50 }) => p50).toFixed(1),
  'p99 ms': (peer) => overRounds(peer, ({ p99 }) => p99).toFixed(1),
  'server %': (peer) => overRounds(peer, ({ busy }) => busy * 100).toFixed(0),
  'load generator %': (peer) => overRounds(peer, ({ generator }) => generator * 100).toFixed(0),
});
