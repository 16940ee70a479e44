/** A part, or a segment where there are no parts, that a playlist names. */
export interface Shown {
  readonly uri: string;
  /** Seconds of the session at which it ends. */
  readonly end: number;
}

export interface LiveList {
  readonly parts: readonly Shown[];
  readonly segments: readonly Shown[];
  /** What to ask for to be answered once there is one part more. */
  readonly next: { readonly segment: number; readonly part: number };
}

/** @param startedAt milliseconds since the epoch at which the session began; without one the list begins with the session */
export function readLiveList(text: string, startedAt: number | null): LiveList & { readonly begins: number } {
  const parts: Shown[] = [];
  const segments: Shown[] = [];
  let begins = Number.NaN;
  let [at, duration, inSegment, open] = [0, 0, 0, 0];
  for (const line of text.split('\n')) {
    const date = /^#EXT-X-PROGRAM-DATE-TIME:(.*)/.exec(line)?.[1];
    if (date && Number.isNaN(begins)) {
      begins = Date.parse(date);
      at = startedAt === null ? 0 : (begins - startedAt) / 1_000;
    }
    const [, seconds, uri] = /^#EXT-X-PART:DURATION=([\d.]+),URI="([^"]+)"/.exec(line) ?? [];
    if (uri) {
      inSegment += Number(seconds);
      open += 1;
      parts.push({ uri, end: at + inSegment });
    }
    duration = Number(/^#EXTINF:([\d.]+)/.exec(line)?.[1] ?? duration);
    if (line === '' || line.startsWith('#')) continue;
    at += duration;
    segments.push({ uri: line, end: at });
    [inSegment, open] = [0, 0];
  }
  const first = Number(/^#EXT-X-MEDIA-SEQUENCE:(\d+)/m.exec(text)?.[1] ?? 0);
  return { parts, segments, begins, next: { segment: first + segments.length, part: open } };
}
