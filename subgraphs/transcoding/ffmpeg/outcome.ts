import { cpus } from 'node:os';
import type { ReasonCode } from './reason';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it wrote to its error output. */
  readonly stderr: string;
  /** Why we ended it ourselves. */
  readonly ending: 'CANCELLED' | 'TIMED_OUT' | null;
  /** Seconds it ran. */
  readonly seconds: number;
  /** Seconds of processor time it was allowed. */
  readonly cpu: number;
}

/** FFmpeg's exit code after a signal that it handled. */
const INTERRUPTED = 255;

/** First match wins: what the machine lacks before what the file lacks. */
const SAID: readonly (readonly [RegExp, ReasonCode])[] = [
  [/No space left on device|Disk quota exceeded/, 'NO_SPACE'],
  [/File too large/, 'TOO_MUCH_WORK'],
  [/picture size \d+x\d+ (exceeds|is invalid)|max_pixels|Picture size .* is invalid/i, 'TOO_MANY_PIXELS'],
  [/max_streams|exceeds max/i, 'TOO_MANY_STREAMS'],
  [/Cannot allocate memory|Out of memory|malloc.*failed|std::bad_alloc/i, 'OUT_OF_MEMORY'],
  [/moov atom not found|End of file|partial file/i, 'TRUNCATED'],
  [
    /not on whitelist|Invalid data found when processing input|Error opening input|could not find codec parameters/i,
    'NOT_MEDIA',
  ],
  [/does not contain any stream|matches no streams/i, 'NO_STREAMS'],
  [/Error while decoding|Decoding error|Error submitting packet to decoder|Nothing was written/i, 'DAMAGED'],
];

/** Why a run failed; null when it passed. */
export function outcomeOf({ code, signal, stderr, ending, seconds, cpu }: Ending): ReasonCode | null {
  if (ending) return ending;
  if (code === 0) return null;
  if (signal === 'SIGXCPU') return 'TOO_MUCH_WORK';
  if (signal === 'SIGXFSZ') return 'TOO_MUCH_WORK';
  if (signal === 'SIGSEGV' || signal === 'SIGABRT' || signal === 'SIGILL' || signal === 'SIGFPE') return 'DAMAGED';
  // FFmpeg ends in good order when its processor time is up, and does not say which signal told it to.
  if (signal || code === INTERRUPTED) return seconds * cpus().length >= cpu ? 'TOO_MUCH_WORK' : 'KILLED';
  return SAID.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'FAILED';
}
