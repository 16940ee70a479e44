import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { step } from '../../cli/progress';
import { findTools, planOf, probeSource, type EncodePlan, type Tools } from '../../subgraphs/transcoding/ffmpeg/index';
import { makeFilm } from '../measure/film';
import { finish } from '../measure/finish';
import { commonOptions } from '../measure/options';
import { busyness, table, writeReport } from '../measure/report';
import { median } from '../measure/statistics';
import { peers, type Times } from './peers';

const { values } = parseArgs({
  options: {
    ...commonOptions,
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '1' },
  },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

/** The ladder of one 1080p source, whole and in parts, beside bare FFmpeg; writes results/transcoding.md. */
async function main(): Promise<void> {
  const busy = busyness();
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-bench-'));
  const tools = await findTools();
  const times = new Map<string, Times[]>(Object.keys(peers).map((name) => [name, []]));
  try {
    const source = await step('source', async () => makeFilm(tools, join(folder, 'source.mp4'), seconds));
    const facts = await probeSource(tools, source);
    const plan = planOf(facts, { toneMapping: tools.toneMapping });
    for (let round = 0; round < rounds; round += 1) {
      const names = Object.keys(peers);
      // Another one is first each time: a warm cache or a noisy minute falls on all of them.
      for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
        const into = join(folder, 'output');
        const time = await step(`${round + 1}/${rounds} ${name}`, () => peers[name]!({ tools, source, plan, into }));
        times.get(name)!.push(time);
        for (const left of [into, `${into}.parts`]) rmSync(left, { recursive: true, force: true });
      }
    }
    await report(tools, plan, times, busy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report(
  tools: Tools,
  plan: EncodePlan,
  times: ReadonlyMap<string, readonly Times[]>,
  busy: number,
): Promise<void> {
  const bare = [...times.values()][0]!;
  const ratio = (of: readonly Times[], what: 'all' | 'cpu'): string =>
    median(of.map((times, round) => times[what] / bare[round]![what])).toFixed(2);
  const playable = (of: readonly Times[]): string =>
    of.every((time) => time.playable !== null) ? median(of.map((time) => time.playable!)).toFixed(1) : '–';
  await writeReport(
    'transcoding',
    {
      title: `The ladder of ${seconds} seconds of 1080p`,
      command: 'npm run bench:transcoding',
      busy,
      notes: [
        `Programs: FFmpeg ${tools.ffmpeg.version}, shaka-packager ${tools.packager.version}.`,
        `Source: ${seconds} s of FFmpeg's test card with grain, 30 frames and 20 Mbit per second, key frames 8.3 s apart, with sound. Rungs: ${plan.video!.rungs.map(({ name }) => name).join(', ')}, preset ${plan.preset}, each with the same arguments for every peer.`,
        `${rounds} ${rounds === 1 ? 'round' : 'rounds'}, the peers in turns; figures are medians, ratios of one round each.`,
        'All peers run at the low priority of a worker (nice 10). Bare FFmpeg ends with MP4 files. All others probe, package HLS and DASH, make poster, storyboard and waveform, and check what came out.',
        'Whole is one task: a second worker has nothing to do. Workers of this benchmark share the machine, so that what two of them gain with parts is what one run leaves idle.',
      ],
      sections: [
        table(
          ['peer', 'seconds', 'of bare FFmpeg', 'CPU seconds', 'of bare FFmpeg', 'seconds until a rendition plays'],
          [...times].map(([name, of]) => [
            name,
            median(of.map(({ all }) => all)).toFixed(1),
            ratio(of, 'all'),
            median(of.map(({ cpu }) => cpu)).toFixed(1),
            ratio(of, 'cpu'),
            playable(of),
          ]),
        ),
      ],
    },
    values,
  );
}

finish(main());
