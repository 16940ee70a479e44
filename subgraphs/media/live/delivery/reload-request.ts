import { kitErrors } from '../../../../kit/errors/kit-errors';
import { partSeconds } from '../ingest/live-playlist';
import type { LiveSegment } from '../ingest/live-window.document';

/** What a player wants to be in the playlist that it gets (draft-pantos-hls-rfc8216bis, 6.2.5.2). */
export interface ReloadRequest {
  /** Media sequence number. */
  readonly sequence: number;
  /** Null: all of the segment. */
  readonly part: number | null;
}

/** How far ahead may be asked for: segments after the last whole one, and parts after the last one. */
const ahead = { segments: 2, parts: Math.floor(3 / partSeconds.most) };
/** As many digits as a session could ever have. */
const count = /^\d{1,9}$/;

/** Null where nothing is waited for. @throws BAD_INPUT where it makes no sense */
export function reloadRequest(query: unknown): ReloadRequest | null {
  const { _HLS_msn: sequence, _HLS_part: part } = query as Readonly<Record<string, unknown>>;
  if (sequence === undefined && part === undefined) return null;
  if (!isCount(sequence)) throw refused('_HLS_msn', 'A media sequence number, once.');
  if (part !== undefined && !isCount(part)) throw refused('_HLS_part', 'The number of a part, once.');
  return { sequence: Number(sequence), part: part === undefined ? null : Number(part) };
}

/** Whether the playlist has what is wanted; no segment at all has only come, if one before it has gone. */
export function hasReached({ sequence, part }: ReloadRequest, segments: readonly LiveSegment[]): boolean {
  const last = lastWhole(segments);
  if (part === null) return sequence <= last;
  const wanted = segments.find((segment) => segment.sequence === sequence);
  if (!wanted) return sequence <= last;
  if (part < wanted.parts.length) return true;
  // Past the last part of a segment is the first one of the next.
  return wanted.state !== 'OPEN' && segments.some((next) => next.sequence > sequence && next.parts.length > 0);
}

/** @throws BAD_INPUT for what no player would ask for already */
export function demandNear({ sequence, part }: ReloadRequest, segments: readonly LiveSegment[]): void {
  const last = lastWhole(segments);
  if (sequence > last + ahead.segments) throw refused('_HLS_msn', 'Ask for what comes next.');
  const known = segments.find((segment) => segment.sequence === sequence)?.parts.length ?? 0;
  if (sequence > last && part !== null && part > known - 1 + ahead.parts)
    throw refused('_HLS_part', 'Ask for what comes next.');
}

const isCount = (given: unknown): given is string => typeof given === 'string' && count.test(given);
const refused = (name: string, problem: string) => kitErrors.BAD_INPUT({ fields: { [name]: problem } });

/** Of the segments that are not open; -1 before there is one. */
function lastWhole(segments: readonly LiveSegment[]): number {
  const last = segments.at(-1);
  if (!last) return -1;
  return last.state === 'OPEN' ? last.sequence - 1 : last.sequence;
}
