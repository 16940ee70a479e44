import type { Secrets } from '../../../kit/config/secrets';
import { isSameText } from '../../../kit/identity/same-text';
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
  return isSameText(mac, secrets.mac(purpose, id)) ? id : null;
}
