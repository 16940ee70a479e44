import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { endedTime } from '../measure/processes';
import { join } from 'node:path';
import {
  encodePart,
  finishParts,
  partsOf,
  transcode,
  type EncodePlan,
  type Tools,
} from '../../subgraphs/transcoding/ffmpeg/index';
import { wholeArguments } from '../../subgraphs/transcoding/ffmpeg/encode-arguments';

export interface Task {
  readonly tools: Tools;
  readonly source: string;
  readonly plan: EncodePlan;
  /** A folder that is not there yet. */
  readonly into: string;
}

/** Seconds. */
export interface Times {
  readonly all: number;
  /** Of all processors, by all programs that it ran. */
  readonly cpu: number;
  /** Until the multivariant playlist is there; null where there is none. */
  readonly playable: number | null;
}

/** The first is what ratios are of. */
export const peers: Readonly<Record<string, (task: Task) => Promise<Times>>> = {
  'bare FFmpeg, several outputs': (task) => timed(task, () => bare(task)),
  'whole, one worker': (task) => timed(task, () => transcode(task.tools, task.source, task.into)),
  'in parts, one worker': (task) => timed(task, () => split(task, 1)),
  'in parts, two workers': (task) => timed(task, () => split(task, 2)),
};

async function timed({ into }: Task, work: () => Promise<unknown>): Promise<Times> {
  const [startedAt, before] = [performance.now(), endedTime()];
  let playable: number | null = null;
  const looking = setInterval(() => {
    if (playable === null && existsSync(join(into, 'master.m3u8'))) playable = performance.now() - startedAt;
  }, 20);
  try {
    await work();
  } finally {
    clearInterval(looking);
  }
  const all = (performance.now() - startedAt) / 1000;
  return { all, cpu: (endedTime() - before) / 1000, playable: playable === null ? null : playable / 1000 };
}

async function bare({ tools, source, plan, into }: Task): Promise<void> {
  mkdirSync(into);
  const args = ['-n', '10', tools.ffmpeg.path, ...wholeArguments(source, plan)];
  const child = spawn('nice', args, { cwd: into, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`FFmpeg ended with ${code}.`);
}

/** Four parts and the sound; workers take the next that nobody has. */
async function split({ tools, source, plan, into }: Task, workers: number): Promise<void> {
  const parts = partsOf(plan, { splitFrom: 0, partSeconds: plan.duration / 4 });
  const open = [...parts];
  const folder = `${into}.parts`;
  const work = async (): Promise<void> => {
    for (let part = open.shift(); part; part = open.shift()) await encodePart(tools, source, folder, plan, part);
  };
  await Promise.all(Array.from({ length: workers }, work));
  await finishParts(tools, folder, into, plan, parts);
}
