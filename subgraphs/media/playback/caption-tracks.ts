import type { Scope } from '../../../kit/scope/scope';
import { captions, type Caption } from '../caption/caption.document';
import type { UriOf } from '../packaging/manifest-path';
import type { SubtitleTrack } from '../packaging/subtitle-track';
import type { PlaybackGrant } from './grant.document';

/** Captions that a grant's viewers are offered. */
export function captionsOf(scope: Scope, { assetId }: PlaybackGrant): Promise<Caption[]> {
  return scope.documents.of(captions).find({ assetId, isShown: true }).sort({ assetId: 1, language: 1 }).toArray();
}

export const trackOf = ({ _id, language, name, isDefault }: Caption, uri: UriOf): SubtitleTrack => ({
  language,
  name,
  isDefault,
  vtt: uri(`captions/${_id}.vtt`),
  playlist: uri(`captions/${_id}.m3u8`),
});
