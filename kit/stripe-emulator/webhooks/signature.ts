import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` of a body: HMAC-SHA-256 over `<seconds>.<body>` (Stripe's scheme v1). */
export function signature(body: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
