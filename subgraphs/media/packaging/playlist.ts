import { attributesOf, quoted, tagOf, unquoted, type Attributes } from './hls-attributes';
import { ManifestError } from './manifest-error';
import { pathOf, type UriOf } from './manifest-path';
import { withOwnNames, type SubtitleTrack } from './subtitle-track';

const subtitleGroup = 'subtitles';

export interface MultivariantOptions {
  readonly uri: UriOf;
  readonly subtitles?: readonly SubtitleTrack[];
  /** Lists of I-frames name byte ranges of segments, which are others once segments are encrypted whole: false drops them. */
  readonly iFrames?: boolean;
}

/** How the segments of a media playlist are encrypted. */
export interface SegmentEncryption {
  /** URL of the key for this grant. */
  readonly keyUri: string;
  /** The 16 bytes of a segment by its path: AES-128 of whole segments. Absent: the packager has encrypted samples (cbcs). */
  readonly ivOf?: (path: string) => Buffer;
}

export interface MediaPlaylistOptions {
  /** Path of the playlist itself: what it names is beside it. */
  readonly at: string;
  readonly uri: UriOf;
  readonly encryption?: SegmentEncryption;
}

/** The multivariant playlist (`master.m3u8`) of one grant. @throws ManifestError */
export function writeMultivariant(text: string, options: MultivariantOptions): string {
  const { iFrames = true, subtitles = [] } = options;
  const tracks = withOwnNames(subtitles).map(subtitleTag);
  const written: string[] = [];
  for (const line of linesOf(text)) {
    if (line.startsWith('#EXT-X-I-FRAME-STREAM-INF:') && !iFrames) continue;
    // Renditions stand before the variants that refer to them.
    if (line.startsWith('#EXT-X-STREAM-INF:')) written.push(...tracks.splice(0));
    written.push(multivariantLine(line, options));
  }
  if (tracks.length > 0) throw new ManifestError('There is no variant for the subtitles to go with.');
  return `${written.join('\n')}\n`;
}

function multivariantLine(line: string, { uri, subtitles = [] }: MultivariantOptions): string {
  if (line.startsWith('#EXT-X-STREAM-INF:')) {
    const given = new Map(attributesOf(line));
    if (subtitles.length > 0) given.set('SUBTITLES', quoted(subtitleGroup));
    return tagOf('#EXT-X-STREAM-INF', given);
  }
  return withGrantedUri(line, 'master.m3u8', uri);
}

function subtitleTag({ name, language, isDefault, playlist }: SubtitleTrack): string {
  return tagOf('#EXT-X-MEDIA', [
    ['TYPE', 'SUBTITLES'],
    ['GROUP-ID', quoted(subtitleGroup)],
    ['NAME', quoted(name)],
    ['LANGUAGE', quoted(language)],
    ['DEFAULT', isDefault ? 'YES' : 'NO'],
    ['AUTOSELECT', 'YES'],
    ['FORCED', 'NO'],
    ['URI', quoted(playlist)],
  ]);
}

/** A media playlist (`v720/index.m3u8`) of one grant. @throws ManifestError, also where it names a key that nobody replaces */
export function writeMediaPlaylist(text: string, { at, uri, encryption }: MediaPlaylistOptions): string {
  const lines = linesOf(text);
  const wholeSegments = encryption?.ivOf;
  if (wholeSegments && lines.includes('#EXT-X-I-FRAMES-ONLY'))
    throw new ManifestError(`${at} lists parts of segments, which are encrypted whole.`);
  const segments = lines.map((line) => (isUri(line) ? pathOf(at, line) : null));
  const written = lines.flatMap((line, index) => {
    if (line.startsWith('#EXT-X-KEY:')) return keyTag(at, attributesOf(line), encryption);
    if (!line.startsWith('#EXTINF:') || !wholeSegments) return withGrantedUri(line, at, uri);
    const path = segments.slice(index).find((next) => next !== null);
    if (!path) throw new ManifestError(`${at} ends before its last segment.`);
    return [aes128Tag(encryption.keyUri, wholeSegments(path)), line];
  });
  return `${written.join('\n')}\n`;
}

/** A tag that the packager wrote: encrypted samples keep their method and IV, and the key is where this grant finds it. */
function keyTag(at: string, given: Attributes, encryption: SegmentEncryption | undefined): string {
  if (!encryption || encryption.ivOf) throw new ManifestError(`${at} names a key already.`);
  return tagOf('#EXT-X-KEY', new Map(given).set('URI', quoted(encryption.keyUri)));
}

/** Each segment has a tag of its own, because it has an IV of its own. */
function aes128Tag(keyUri: string, iv: Buffer): string {
  return tagOf('#EXT-X-KEY', [
    ['METHOD', 'AES-128'],
    ['URI', quoted(keyUri)],
    ['IV', `0x${iv.toString('hex')}`],
  ]);
}

/** A media playlist with one WebVTT file for the whole of a video. `duration` in seconds. */
export function subtitlePlaylist(vtt: string, duration: number): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    `#EXT-X-TARGETDURATION:${Math.ceil(duration)}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${duration.toFixed(3)},`,
    vtt,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== '#EXTM3U') throw new ManifestError('Not a playlist.');
  return lines;
}

const isUri = (line: string): boolean => !line.startsWith('#');

/** A line with what it names at the grant's URL: a line that is a URI, or a tag with one. */
function withGrantedUri(line: string, at: string, uri: UriOf): string {
  if (isUri(line)) return uri(pathOf(at, line));
  if (!/^#EXT[^:]*:.*\bURI=/.test(line)) return line;
  const given = attributesOf(line);
  const named = unquoted(given.get('URI'));
  if (named === null) throw new ManifestError(`A URI without quotes: ${line}`);
  return tagOf(line.slice(0, line.indexOf(':')), new Map(given).set('URI', quoted(uri(pathOf(at, named)))));
}
