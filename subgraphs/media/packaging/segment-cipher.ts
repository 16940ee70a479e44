import { createCipheriv, createHmac, type Cipheriv } from 'node:crypto';

/** AES's block: what is encrypted is padded to whole ones (PKCS #7). */
const block = 16;

/**
 * The IV of a segment by its path: the same wherever it is computed, another for each segment, and unknown to who has not
 * got the key, as CBC demands.
 */
export function segmentIv(key: Buffer, path: string): Buffer {
  return createHmac('sha256', key).update(`iv of ${path}`).digest().subarray(0, block);
}

/** Bytes of a segment once it is encrypted. */
export const encryptedLength = (bytes: number): number => (Math.floor(bytes / block) + 1) * block;

/** Encrypts one segment: AES-128-CBC of the whole (RFC 8216, 4.3.2.4). Init segments stay clear. */
export function segmentCipher({ key, iv }: { key: Buffer; iv: Buffer }): Cipheriv {
  return createCipheriv('aes-128-cbc', key, iv);
}
