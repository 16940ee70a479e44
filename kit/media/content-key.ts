import { hkdfSync } from 'node:crypto';
import type { Secrets } from '../config/secrets';

/** What one version of a video is encrypted with: AES-128, as HLS and Common Encryption (ISO/IEC 23001-7) want it. */
export interface ContentKey {
  /** 16 bytes, public: it stands in manifests. */
  readonly id: Buffer;
  /** 16 bytes, secret: it leaves the house through a playback grant only. */
  readonly key: Buffer;
}

/**
 * Derived (HKDF, RFC 5869), so that no key is stored or sent: who packages and who hands out keys come to the same one,
 * and another version of a video has another.
 */
export function contentKey(secrets: Secrets, versionId: string): ContentKey {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secrets.keyObject('content'), versionId, purpose, 16));
  return { id: derive('content key id'), key: derive('content key') };
}
