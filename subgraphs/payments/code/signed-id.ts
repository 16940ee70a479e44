import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../../kit/config/secrets';
import { isUuid } from '../../../kit/scope/ids';

/** An id as an opaque key for one purpose, which nobody makes up and nobody carries over to another. */
export function sign(secrets: Secrets, purpose: string, id: string): string {
  return `${Buffer.from(id).toString('base64url')}.${secrets.mac(purpose, id)}`;
}

/** The id in a key; null for one that is not ours. */
export function readSigned(secrets: Secrets, purpose: string, token: string): string | null {
  const [body = '', mac = ''] = token.split('.');
  const id = Buffer.from(body, 'base64url').toString('utf8');
  if (!isUuid(id)) return null;
  const [given, right] = [Buffer.from(mac), Buffer.from(secrets.mac(purpose, id))];
  return given.length === right.length && timingSafeEqual(given, right) ? id : null;
}
