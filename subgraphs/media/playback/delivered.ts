import { AssetProtection } from '../asset/asset.protection';
import { partAt } from '../live/ingest/live-files';
import type { PlaybackGrant } from './grant.document';

/** What a path below a grant leads to. */
export type Delivered =
  | { readonly kind: 'MULTIVARIANT' | 'DASH' | 'KEY' | 'LICENSE' }
  /** A media playlist, or one of I-frames; rewritten. */
  | { readonly kind: 'PLAYLIST'; readonly path: string }
  /** A file as it is in the object store. */
  | { readonly kind: 'FILE'; readonly path: string }
  | { readonly kind: 'LIVE_PLAYLIST' }
  /** A part of what is shown live, which may be about to come. */
  | { readonly kind: 'LIVE_PART'; readonly path: string }
  /** A segment that is encrypted on its way. */
  | { readonly kind: 'ENCRYPTED'; readonly path: string }
  | { readonly kind: 'CAPTIONS' | 'CAPTION_PLAYLIST'; readonly id: string };

/** Names that begin with a letter or digit: no dot leads upwards, and nothing is hidden. */
const plainPath = /^[A-Za-z0-9][\w-]*(\.[\w-]+)*(\/[A-Za-z0-9][\w-]*(\.[\w-]+)*)*$/;
/** What a transcode writes for players. */
const media = /\.(m4s|mp4|jpg|png|webp|vtt|json)$/;

type Facts = Pick<PlaybackGrant, 'protection'> &
  Partial<Pick<PlaybackGrant, 'liveSessionId'>> & {
    readonly transcoded: Pick<PlaybackGrant['transcoded'], 'audioOnly'>;
  };

/** Null for what a grant gives no access to, whether it exists or not. */
export function deliveredAt(path: string, { protection, transcoded, liveSessionId }: Facts): Delivered | null {
  if (!plainPath.test(path) || path.length > 200) return null;
  if (liveSessionId) return liveAt(path);
  const isAes = protection === AssetProtection.AES_128;
  const caption = /^captions\/([\w-]+)\.(vtt|m3u8)$/.exec(path);
  if (caption) return { kind: caption[2] === 'vtt' ? 'CAPTIONS' : 'CAPTION_PLAYLIST', id: caption[1]! };
  if (path === 'master.m3u8') return { kind: 'MULTIVARIANT' };
  if (path === 'manifest.mpd') return isAes ? null : { kind: 'DASH' };
  if (path === 'key') return protection === AssetProtection.CLEAR ? null : { kind: 'KEY' };
  if (path === 'license') return protection === AssetProtection.CBCS ? { kind: 'LICENSE' } : null;
  // Lists of I-frames name bytes of clear segments.
  if (path.endsWith('.m3u8')) return isAes && path.endsWith('iframe.m3u8') ? null : { kind: 'PLAYLIST', path };
  // The sound alone is one clear file, so it is for what is clear altogether.
  if (path === transcoded.audioOnly) return protection === AssetProtection.CLEAR ? { kind: 'FILE', path } : null;
  if (!media.test(path)) return null;
  return { kind: isAes && path.endsWith('.m4s') ? 'ENCRYPTED' : 'FILE', path };
}

/** What a live session is made of: its playlist, and the parts of each take. */
function liveAt(path: string): Delivered | null {
  const file = /^live\/(index\.m3u8|\d+\/(?:init\.mp4|\d+(?:\.\d+)?\.m4s))$/.exec(path)?.[1];
  if (file === undefined) return null;
  if (file.endsWith('.m3u8')) return { kind: 'LIVE_PLAYLIST' };
  return { kind: partAt(file) ? 'LIVE_PART' : 'FILE', path: file };
}
