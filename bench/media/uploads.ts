import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../../cli/progress';
import { table, type Report } from '../measure/report';
import { inTurns } from '../measure/rounds';
import { median } from '../measure/statistics';
import { startBare } from './bare-peer';
import { startProducts } from './products';
import { copying, plainCopy, receiving, uploading, type Upload, type UploadPeer } from './upload-peers';
import type { MediaWorld } from './world';

const megabyte = 1_000_000;

interface UploadPlan {
  readonly rounds: number;
  /** Megabytes of the files. */
  readonly sizes: readonly number[];
}

/** Large files through the gateway, beside a copy on the same disk. */
export async function uploads(world: MediaWorld, { rounds, sizes }: UploadPlan): Promise<Report> {
  const into = join(world.folder, 'received');
  const products = await step('peers', () => startProducts(world, { hasWorkers: true }));
  const bare = await startBare({ root: world.packaged, into });
  try {
    const peers = [copying(world.folder), receiving(bare, into), ...products.map((one) => uploading(one, world))];
    const sections: string[] = [];
    for (const size of sizes) {
      const file = join(world.folder, `${size}.mp4`);
      writeFilm(file, size);
      const warmUps = size === sizes[0] ? 1 : 0;
      const turns = await step(`${size} MB`, () =>
        inTurns(peers, { warmUps, rounds }, (peer) => {
          // What the turn before has left to be written does not weigh on this one.
          execFileSync('sync');
          return peer.upload(file);
        }),
      );
      rmSync(file);
      sections.push(sectionOf(size, turns));
    }
    return {
      title: 'Uploads',
      notes: [
        `${rounds} rounds, and one before the first size to warm up, the peers in turns; figures are medians over the rounds, ratios too: each is of one round. Source and target are on one disk, small enough for the page cache; what a turn leaves to be written is on the disk before the next one begins.`,
        'tus 1.0, one PATCH for the whole file, from a process of its own. After that a job reads the file again: what it is by content, SHA-256, and a copy into the object store. The memory is of both.',
        'Memory: VmRSS of each process that serves, looked at each 20 ms from the first byte until the file is checked; the median of the rounds before, and the most of all of them. Of two processes the gateway is first.',
        'Without a worker for videos.',
      ],
      sections,
    };
  } finally {
    for (const product of products) await product.stop();
    bare.stop();
  }
}

/** What begins like an MP4 file, and cannot be compressed by any disk. */
function writeFilm(file: string, megabytes: number): void {
  const block = randomBytes(megabyte);
  const descriptor = openSync(file, 'w');
  for (let index = 0; index < megabytes; index += 1) {
    if (index === 0) writeSync(descriptor, begun(block));
    else writeSync(descriptor, block);
  }
  closeSync(descriptor);
}

function begun(block: Buffer): Buffer {
  const head = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\0\0\u0002\0isomiso2', 'latin1')]);
  return Buffer.concat([head, block.subarray(head.length)]);
}

function sectionOf(size: number, turns: ReadonlyMap<UploadPeer, readonly Upload[]>): string {
  const peers = [...turns];
  const copy = peers.find(([{ name }]) => name === plainCopy)![1];
  const rows = peers.map(([{ name }, own]) => {
    const speeds = own.map(({ seconds }) => size / seconds);
    const ratios = own.map(({ seconds }, round) => copy[round]!.seconds / seconds);
    const checks = own.flatMap(({ checking }) => checking ?? []);
    return [
      name,
      median(speeds).toFixed(0),
      `${Math.min(...speeds).toFixed(0)} – ${Math.max(...speeds).toFixed(0)}`,
      median(ratios).toFixed(2),
      checks.length > 0 ? median(checks).toFixed(1) : '–',
      ofEach(
        own.map(({ before }) => before),
        median,
      ),
      ofEach(
        own.map(({ peak }) => peak),
        (values) => Math.max(...values),
      ),
    ];
  });
  return `## ${size.toLocaleString('en')} MB\n\n${table(head, rows)}`;
}

const head = [
  'peer',
  'MB/s',
  'lowest – highest',
  'of fs.copyFile',
  'seconds until it is checked',
  'memory before, MB',
  'at most, MB',
];

/** Megabytes of each process. */
function ofEach(rounds: readonly (readonly number[])[], of: (values: readonly number[]) => number): string {
  const processes = rounds[0]!.map((_, index) => of(rounds.map((bytes) => bytes[index]!)) / megabyte);
  return processes.map((value) => value.toFixed(0)).join(' + ') || '–';
}
