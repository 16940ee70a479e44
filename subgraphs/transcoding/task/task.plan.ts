import type { EncodePlan, Part } from '../ffmpeg';
import type { TaskKind, TranscodeTask } from './transcode-task.entity';

type Planned = Pick<TranscodeTask, 'kind' | 'part' | 'parts' | 'spec' | 'total'>;

const single = (kind: TaskKind, total: number): Planned => ({ kind, part: 0, parts: 1, spec: null, total });

/** What a job begins with. */
export const probing: Planned = single('PROBE', 0);

/** What is left when all is encoded: `total` steps. */
export const packaging: Planned = single('PACKAGE', 1);

/** A task for each part. */
export function encodings(plan: EncodePlan, parts: readonly Part[]): Planned[] {
  return parts.map((spec, part) => ({
    kind: 'ENCODE',
    part,
    parts: parts.length,
    spec,
    total: weightOf(plan, spec),
  }));
}

/** Frames that a part is expected to have; seconds where there is nothing to see; sound beside pictures weighs nothing. */
function weightOf({ video, duration }: EncodePlan, { kind, from, to, last }: Part): number {
  if (video === null) return duration;
  if (kind === 'AUDIO') return 0;
  return kind === 'WHOLE' ? video.frames : Math.max(0, (last ? video.frames : to) - from);
}

const [shortest, longest] = [10_000, 10 * 60_000];

/** Milliseconds until what failed so often is tried again. */
export function backOff(failures: number): number {
  return Math.min(shortest * 2 ** Math.max(0, failures - 1), longest);
}
