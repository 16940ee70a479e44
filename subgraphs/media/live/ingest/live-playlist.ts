import { initFile, partFile, segmentFile, takePath } from './live-files';
import type { LiveSegment, LiveWindow } from './live-window.document';

/** What players are shown, at a moment. */
export interface LiveShown extends Pick<LiveWindow, 'take' | 'segments'> {
  /** Whether more comes, as far as anybody knows: then requests may wait for it. */
  readonly isSending: boolean;
  /** Whether nothing follows. */
  readonly isOver: boolean;
}

/** Segments that players are shown. */
export const windowSize = 8;
/** Seconds of one, about, and at most: what the encoder is told, and what players are. */
export const segmentSeconds = { usual: 1, most: 2 };
/** Seconds of a part at most, and how far players stay behind the end: three parts. */
export const partSeconds = { most: 0.334, holdBack: 1.002 };
/** Seconds from the end within which parts are named. */
const parted = 3 * segmentSeconds.most;

/**
 * The media playlist of a window, for players with and without low latency (draft-pantos-hls-rfc8216bis). Each take is a
 * discontinuity: its encoder began anew. While nobody sends it does not offer to wait: players then ask now and again, for
 * as long as an encoder may come back, and do not give up.
 */
export function livePlaylist(shown: LiveShown): string {
  const { segments, isSending, isOver } = shown;
  const [first] = segments;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${segmentSeconds.most}`,
    ...(isOver ? [] : [`#EXT-X-SERVER-CONTROL:${canBlock(isSending)}PART-HOLD-BACK=${partSeconds.holdBack}`]),
    ...(isOver ? [] : [`#EXT-X-PART-INF:PART-TARGET=${partSeconds.most}`]),
    `#EXT-X-MEDIA-SEQUENCE:${first?.sequence ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first?.take ?? 0}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...segments.flatMap((segment, at) => linesOf(segment, segments[at - 1], !isOver && isParted(segments, at))),
    ...(isSending && !isOver ? [`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${pathOf(nextPart(shown))}"`] : []),
    ...(isOver ? ['#EXT-X-ENDLIST'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The part that comes next. */
export function nextPart({ take, segments }: Pick<LiveShown, 'take' | 'segments'>): PartPlace {
  const last = segments.at(-1);
  if (last?.take !== take) return { take, number: 0, part: 0 };
  if (last.state === 'OPEN') return { take, number: last.number, part: last.parts.length };
  return { take, number: last.number + 1, part: 0 };
}

export interface PartPlace {
  readonly take: number;
  readonly number: number;
  readonly part: number;
}

const canBlock = (isSending: boolean): string => (isSending ? 'CAN-BLOCK-RELOAD=YES,' : '');
const pathOf = ({ take, number, part }: PartPlace): string => takePath(take, partFile(number, part));

function isParted(segments: readonly LiveSegment[], at: number): boolean {
  const after = segments.slice(at + 1).reduce((sum, { duration }) => sum + duration, 0);
  return after < parted;
}

function linesOf(segment: LiveSegment, before: LiveSegment | undefined, isParted: boolean): string[] {
  const { take, number, duration, parts, state, startsAt } = segment;
  const part = ({ duration: seconds }: { duration: number }, at: number): string =>
    `#EXT-X-PART:DURATION=${seconds.toFixed(6)},URI="${pathOf({ take, number, part: at })}"${at === 0 ? ',INDEPENDENT=YES' : ''}`;
  return [
    // One for each take between them, so that the number of a discontinuity is its take's.
    ...Array.from({ length: before ? take - before.take : 0 }, () => '#EXT-X-DISCONTINUITY'),
    ...(before?.take === take
      ? []
      : [`#EXT-X-MAP:URI="${takePath(take, initFile)}"`, `#EXT-X-PROGRAM-DATE-TIME:${startsAt.toISOString()}`]),
    ...(isParted ? parts.map(part) : []),
    ...(state === 'GAP' ? ['#EXT-X-GAP'] : []),
    ...(state === 'OPEN' ? [] : [`#EXTINF:${duration.toFixed(6)},`, takePath(take, segmentFile(number))]),
  ];
}
