import { CaptionError, captionLimits, type Captions, type Cue, type CueProblem } from './cue';
import { cleanSettings, cleanText } from './cue-text';

/** WebVTT's times and SRT's, which has a comma before the milliseconds. */
const time = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?`;
const timing = new RegExp(String.raw`^\s*${time}\s*-->\s*${time}(?:\s+(.*))?$`);
/** Blocks of WebVTT that are not shown, or would style the page. */
const unshown = /^(WEBVTT|NOTE|STYLE|REGION)\b/;

interface Block {
  /** From 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/**
 * Reads WebVTT or SRT as people make them. What cannot be shown is left out, and said.
 * @throws CaptionError where there is nothing to show, or far too much
 */
export function readCaptions(bytes: Uint8Array): Captions {
  if (bytes.length > captionLimits.bytes) throw new CaptionError('TOO_LARGE');
  const cues: Cue[] = [];
  const problems: { line: number; problem: CueProblem }[] = [];
  for (const block of blocksOf(textOf(bytes))) {
    if (unshown.test(block.lines[0] ?? '')) continue;
    const read = cueOf(block);
    if (typeof read === 'string') problems.push({ line: block.line, problem: read });
    else cues.push(read);
    if (cues.length + problems.length > captionLimits.cues) throw new CaptionError('TOO_MANY_CUES');
  }
  if (cues.length === 0) throw new CaptionError('NO_CUES');
  return { cues: cues.toSorted((a, b) => a.start - b.start || a.end - b.end), problems };
}

/** UTF-8, or UTF-16 that says so; else what subtitles were written in before (Windows-1252). */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) throw new CaptionError('NOT_TEXT');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Lines between empty ones. */
function* blocksOf(text: string): Generator<Block> {
  let open: string[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, line] of [...lines, ''].entries()) {
    if (line.trim() !== '') open.push(line);
    else if (open.length > 0) {
      yield { line: index - open.length + 1, lines: open };
      open = [];
    }
  }
}

/** The first line, or the second after a number or name, has the times. */
function cueOf({ lines }: Block): Cue | CueProblem {
  const at = lines.slice(0, 2).findIndex((line) => line.includes('-->'));
  if (at < 0) return 'NO_TIMES';
  const times = timing.exec(lines[at] ?? '');
  if (!times) return 'UNREADABLE_TIMES';
  const [start, end] = [secondsOf(times.slice(1, 5)), secondsOf(times.slice(5, 9))];
  if (end <= start) return 'ENDS_BEFORE_IT_BEGINS';
  if (end > captionLimits.end) return 'TOO_LATE';
  const raw = lines.slice(at + 1).join('\n');
  const text = cleanText(raw);
  if (text === '') return 'NO_TEXT';
  if (text.length > captionLimits.text) return 'TOO_MUCH_TEXT';
  return { start, end, settings: cleanSettings(times[9] ?? '', raw), text };
}

function secondsOf([hours = '0', minutes = '0', seconds = '0', fraction = '']: readonly (
  string | undefined
)[]): number {
  const milliseconds = Number(fraction.padEnd(3, '0'));
  return (Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000 + milliseconds) / 1_000;
}
