/** A variant stream of a multivariant playlist (RFC 8216, 4.3.4.2). */
export interface Variant {
  readonly uri: string;
  /** Bits per second at most. */
  readonly bandwidth: number;
  readonly codecs: string;
}

/** Attributes of one tag: `NAME=value,NAME="value, quoted"`. */
const attributes = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)/g)].map(([, name, value]) => [name!, value!.replaceAll('"', '')]),
  );

/** The variants of a multivariant playlist, I-frame lists apart. */
export function variantsOf(playlist: string): readonly Variant[] {
  const lines = playlist.split(/\r?\n/);
  return lines.flatMap((line, at) => {
    if (!line.startsWith('#EXT-X-STREAM-INF:')) return [];
    const named = attributes(line.slice(line.indexOf(':') + 1));
    return [{ uri: lines[at + 1] ?? '', bandwidth: Number(named.get('BANDWIDTH')), codecs: named.get('CODECS') ?? '' }];
  });
}

/** What a media playlist lists. */
export interface MediaPlaylist {
  /** Seconds, all segments together. */
  readonly duration: number;
  /** Segments in order, without the initialization segment. */
  readonly segments: readonly string[];
  readonly complete: boolean;
}

export function mediaPlaylist(text: string): MediaPlaylist {
  const lines = text.split(/\r?\n/);
  return {
    duration: lines.reduce((sum, line) => sum + Number(/^#EXTINF:([\d.]+)/.exec(line)?.[1] ?? 0), 0),
    segments: lines.filter((line) => line !== '' && !line.startsWith('#')),
    complete: lines.includes('#EXT-X-ENDLIST'),
  };
}
