import { createECDH } from 'node:crypto';
import { z } from 'zod';
import type { Config } from '../../../kit/config/config';
import type { Secrets } from '../../../kit/config/secrets';
import { seal, unseal } from '../../../kit/identity/sealed-box';
import { isOutside } from '../../../kit/network/public-addresses';

const shape = z.object({ endpoint: z.url(), p256dh: z.string(), auth: z.string() });

/** What a browser gives whoever may push to it (RFC 8030, RFC 8291). */
export type PushSubscription = z.infer<typeof shape>;

/** Characters; the longest known ones have some 600. */
const longestEndpoint = 2_000;

/** Which part of it cannot be used → why. Strangers give it, and we call its address. */
export function problemsOf({ endpoint, p256dh, auth }: PushSubscription, config: Config): Record<string, string> {
  return {
    ...(isUsableEndpoint(endpoint, config) ? {} : { endpoint: 'No address of a push service.' }),
    ...(isPoint(p256dh) ? {} : { p256dh: 'No public key of the curve P-256.' }),
    ...(bytesOf(auth).length === 16 ? {} : { auth: 'Not 16 bytes.' }),
  };
}

/** https, on the public network, at its usual port, with nothing that says who we are. */
export function isUsableEndpoint(endpoint: string, { PUSH_LOOPBACK }: Config): boolean {
  if (endpoint.length > longestEndpoint || !URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (url.username !== '' || url.password !== '') return false;
  if (PUSH_LOOPBACK && url.hostname === '127.0.0.1') return true;
  return url.protocol === 'https:' && url.port === '' && isOutside(url);
}

export function sealSubscription(secrets: Secrets, mark: string, subscription: PushSubscription): Buffer {
  return seal(secrets.key('contact'), label(mark), Buffer.from(JSON.stringify(subscription)));
}

/** @throws Error where the box is of another one */
export function openSubscription(
  secrets: Secrets,
  { mark, sealed }: { readonly mark: string; readonly sealed: Buffer },
): PushSubscription {
  return shape.parse(JSON.parse(unseal(secrets.key('contact'), label(mark), sealed).toString('utf8')));
}

const label = (mark: string): string => `push:${mark}`;

/** None where it is no base64url. */
const bytesOf = (text: string): Buffer =>
  /^[\w-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : Buffer.alloc(0);

/** Whether it is a point on the curve, not compressed. */
function isPoint(text: string): boolean {
  const bytes = bytesOf(text);
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  const anybody = createECDH('prime256v1');
  anybody.generateKeys();
  try {
    return anybody.computeSecret(bytes).length === 32;
  } catch {
    return false;
  }
}
