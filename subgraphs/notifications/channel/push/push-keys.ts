import { createECDH } from 'node:crypto';
import type { Secrets } from '../../../../kit/config/secrets';

/**
 * The pair by which push services know us (VAPID, RFC 8292), base64url. Derived from the house's secret: after that was
 * changed, devices register anew. A scalar that is none of the curve has a chance of one in four thousand million.
 */
export function pushKeys(secrets: Secrets): { readonly publicKey: string; readonly privateKey: string } {
  const scalar = secrets.key('push');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(scalar);
  return { publicKey: pair.getPublicKey('base64url'), privateKey: scalar.toString('base64url') };
}
