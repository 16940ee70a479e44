import { createHash } from 'node:crypto';

/** How a random secret is stored. It holds 256 bits, so a plain hash is enough: there is nothing to guess. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
