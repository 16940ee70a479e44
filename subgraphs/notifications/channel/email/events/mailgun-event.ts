import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isSameText } from '../../../../../kit/identity/same-text';
import { mostDrift, type MailEvent } from './mail-event';
import { readJson } from './read-json';

const shape = z.object({
  signature: z.object({
    timestamp: z.union([z.string(), z.number()]).transform(String),
    token: z.string().min(20).max(100),
    signature: z.string(),
  }),
  'event-data': z.object({
    event: z.string(),
    severity: z.string().optional(),
    recipient: z.email().max(320).optional(),
    message: z.object({ headers: z.object({ 'message-id': z.string().max(998).optional() }).optional() }).optional(),
    'delivery-status': z.object({ code: z.union([z.number(), z.string()]).transform(String).optional() }).optional(),
  }),
});

/** What its words mean; others, such as `opened`, say nothing that we ask for. */
function meaningOf(event: string, severity: string | undefined): MailEvent['what'] | null {
  if (event === 'failed') return severity === 'permanent' ? 'HARD_BOUNCE' : 'SOFT_BOUNCE';
  return event === 'delivered' ? 'DELIVERED' : event === 'complained' ? 'COMPLAINT' : null;
}

/** Seconds: what was not answered comes again for eight hours. */
const longestRepeated = 9 * 3_600;

interface Given {
  readonly body: Buffer;
  readonly key: string;
  readonly now: Date;
}

/**
 * Mailgun's webhooks: HMAC-SHA256 of `timestamp` and `token` under the key for signing. The token is good once, because the
 * signature is not over the rest. Null where it is not signed, `IGNORED` where it says nothing that we ask for.
 */
export function readMailgunEvent({ body, key, now }: Given): MailEvent | 'IGNORED' | null {
  const read = shape.safeParse(readJson(body)).data;
  if (!read) return null;
  const { timestamp, token, signature } = read.signature;
  const age = now.getTime() / 1_000 - Number(timestamp);
  if (!(age >= -mostDrift && age <= longestRepeated)) return null;
  const right = createHmac('sha256', key).update(timestamp).update(token).digest('hex');
  if (!isSameText(signature, right)) return null;
  const { event, severity, recipient = null, message, 'delivery-status': status } = read['event-data'];
  const what = meaningOf(event, severity);
  if (!what) return 'IGNORED';
  const messageId = message?.headers?.['message-id'] ?? null;
  return { key: `mailgun:${token}`, what, messageId, recipient, code: status?.code?.slice(0, 20) ?? null };
}
