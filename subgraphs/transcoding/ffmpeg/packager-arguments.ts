import type { Rung } from './ladder';
import { AUDIO_FILE, videoFile } from './parts';
import { words } from './words';

export const HLS_FILE = 'master.m3u8';
export const DASH_FILE = 'manifest.mpd';
/** Folder of the sound's segments. */
export const AUDIO_FOLDER = 'audio';

/** An AES key for `cbcs` packaging: the identifier and the key are 16 bytes in hexadecimal. */
export interface RawKey {
  readonly keyId: string;
  readonly key: string;
  /** What HLS playlists name as the key's address. */
  readonly keyUri: string;
}

/** Seconds of a segment: two groups of pictures. */
const SEGMENT = '4';

/**
 * One set of CMAF segments, listed by HLS and by DASH. All paths are relative to the output folder, so that no
 * character of its name can be taken for a separator.
 * @param inputs folder of the encoded files
 */
export function packagerArguments(
  inputs: string,
  rungs: readonly Rung[],
  hasAudio: boolean,
  key: RawKey | undefined,
): readonly string[] {
  return words(
    rungs.map(({ name }) =>
      stream(`${inputs}/${videoFile(name)}`, 'video', name, [`iframe_playlist_name=${name}/iframe.m3u8`]),
    ),
    hasAudio ? [stream(`${inputs}/${AUDIO_FILE}`, 'audio', AUDIO_FOLDER, ['hls_group_id=audio', 'hls_name=main'])] : [],
    ['--segment_duration', SEGMENT, '--fragment_duration', SEGMENT],
    ['--generate_static_live_mpd', '--hls_playlist_type', 'VOD', '--default_language', 'en'],
    ['--mpd_output', DASH_FILE, '--hls_master_playlist_output', HLS_FILE],
    key ? encryption(key) : [],
  );
}

const stream = (file: string, type: 'video' | 'audio', folder: string, more: readonly string[]): string =>
  [
    `in=${file}`,
    `stream=${type}`,
    `init_segment=${folder}/init.mp4`,
    `segment_template=${folder}/$Number%05d$.m4s`,
    `playlist_name=${folder}/index.m3u8`,
    ...more,
  ].join(',');

const encryption = ({ keyId, key, keyUri }: RawKey): readonly string[] =>
  words(
    '--enable_raw_key_encryption',
    ['--keys', `label=:key_id=${keyId}:key=${key}`],
    ['--protection_scheme', 'cbcs', '--clear_lead', '0'],
    ['--hls_key_uri', keyUri],
  );
