import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isSameText } from '../../../../../kit/identity/same-text';
import { mostDrift, type MailEvent } from './mail-event';
import { readJson } from './read-json';

const shape = z.object({
  id: z.string().min(1).max(200),
  type: z.enum(['delivery', 'bounce', 'complaint']),
  /** Of a bounce: whether it never passes. */
  permanent: z.boolean().default(false),
  messageId: z.string().min(1).max(998).optional(),
  recipient: z.email().max(320).optional(),
  code: z.string().max(20).optional(),
});

/** `Lyceum-Signature: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", hexadecimal>`. */
export function signatureOf(key: string, seconds: number, body: Buffer): string {
  return createHmac('sha256', key).update(`${seconds}.`).update(body).digest('hex');
}

interface Given {
  readonly body: Buffer;
  readonly signature: unknown;
  readonly key: string;
  readonly now: Date;
}

/** Our own format, for whatever stands between us and a provider (ADR 072); null where it was not signed, or not just now. */
export function readSignedEvent({ body, signature, key, now }: Given): MailEvent | null {
  const [, seconds = '', mac = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(String(signature)) ?? [];
  if (Math.abs(now.getTime() / 1_000 - Number(seconds)) > mostDrift) return null;
  if (!isSameText(mac, signatureOf(key, Number(seconds), body))) return null;
  const event = shape.safeParse(readJson(body)).data;
  if (!event) return null;
  const { id, type, permanent, messageId = null, recipient = null, code = null } = event;
  const bounce = permanent ? 'HARD_BOUNCE' : 'SOFT_BOUNCE';
  const what = type === 'delivery' ? 'DELIVERED' : type === 'bounce' ? bounce : 'COMPLAINT';
  return { key: `own:${id}`, what, messageId, recipient, code };
}
