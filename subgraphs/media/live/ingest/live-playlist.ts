import { takePath } from './live-take.document';

/** One segment of a take, which is in the object store. */
export interface LiveSegment {
  /** Within its take, from 0. */
  readonly number: number;
  /** Seconds. */
  readonly duration: number;
}

export interface LiveWindow {
  readonly take: number;
  /** Segments that all takes before have: players count them on. */
  readonly firstSegment: number;
  /** The last ones of the take. */
  readonly segments: readonly LiveSegment[];
  /** Whether nothing follows. */
  readonly isOver: boolean;
}

/** The playlist, below the session's prefix. */
export const livePlaylistPath = 'index.m3u8';
export const initFile = 'init.mp4';
export const segmentFile = (number: number): string => `${number}.m4s`;

/** Segments that players are shown. */
export const windowSize = 8;
/** Seconds of one, about, and at most: what the encoder is told, and what players are. */
export const segmentSeconds = { usual: 1, most: 2 };

/** The media playlist of a window (RFC 8216). Each take is a discontinuity: its encoder began anew. */
export function livePlaylist({ take, firstSegment, segments, isOver }: LiveWindow): string {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${segmentSeconds.most}`,
    `#EXT-X-MEDIA-SEQUENCE:${firstSegment + (segments[0]?.number ?? 0)}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${take}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${takePath(take, initFile)}"`,
    ...segments.flatMap(({ number, duration }) => [
      `#EXTINF:${duration.toFixed(6)},`,
      takePath(take, segmentFile(number)),
    ]),
    ...(isOver ? ['#EXT-X-ENDLIST'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Segments that an encoder's own playlist names, in order: `#EXTINF`, then `<number>.m4s`. */
export function segmentsIn(playlist: string): LiveSegment[] {
  return [...playlist.matchAll(/^#EXTINF:([\d.]+),[^\n]*\n(?:#[^\n]*\n)*(\d+)\.m4s\s*$/gm)].map(
    ([, duration, number]) => ({ number: Number(number), duration: Number(duration) }),
  );
}
