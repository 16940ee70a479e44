import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../../kit/config/secrets';
import { isUuid } from '../../../kit/scope/ids';

/** A guest's key to their cart: opaque, signed, and of no use for any other. */
export function cartToken(secrets: Secrets, cartId: string): string {
  return `${Buffer.from(cartId).toString('base64url')}.${secrets.mac('cart', cartId)}`;
}

/** The cart that a token opens; null for one that is not ours. */
export function readCartToken(secrets: Secrets, token: string): string | null {
  const [body = '', mac = ''] = token.split('.');
  const cartId = Buffer.from(body, 'base64url').toString('utf8');
  if (!isUuid(cartId)) return null;
  const [given, right] = [Buffer.from(mac), Buffer.from(secrets.mac('cart', cartId))];
  return given.length === right.length && timingSafeEqual(given, right) ? cartId : null;
}
