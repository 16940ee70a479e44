import type { Config } from '../../../kit/config/config';
import type { AssetKind } from '../asset/asset.kind';

type Limits = 'MAX_VIDEO_BYTES' | 'MAX_AUDIO_BYTES' | 'MAX_IMAGE_BYTES' | 'MAX_PDF_BYTES' | 'MAX_FILE_BYTES';

/** Bytes that a file of a kind may have. */
export function largestOf(kind: AssetKind, config: Pick<Config, Limits>): number {
  return config[`MAX_${kind}_BYTES`];
}
