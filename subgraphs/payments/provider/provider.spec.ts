import pino from 'pino';
import StripeSdk from 'stripe';
import { declineMessage, declineOf, DeclineReason } from './declines';
import { ProviderRefusal } from './provider-refusal';
import { requireOwnSite } from '../checkout/own-site';

const intent = {
  id: 'pi_1',
  object: 'payment_intent',
  status: 'requires_payment_method',
  amount: 500,
  amount_received: 0,
  currency: 'isk',
  client_secret: 'pi_1_secret_nobody_may_read_this',
  metadata: { lyceum_order: '0198' },
  last_payment_error: { code: 'card_declined', decline_code: 'stolen_card', type: 'card_error' },
  latest_charge: null,
  payment_method: null,
  customer: null,
} as unknown as StripeSdk.PaymentIntent;

const error = new StripeSdk.errors.StripeCardError({
  type: 'card_error',
  code: 'card_declined',
  decline_code: 'stolen_card',
  message: 'Your card was declined.',
  payment_intent: intent,
  requestId: 'req_1',
} as never);

it('what the provider refuses can be logged whole: no secret is in it, and no card', () => {
  const lines: string[] = [];
  const log = pino(
    { serializers: { error: pino.stdSerializers.err } },
    { write: (line: string) => void lines.push(line) },
  );
  const refusal = ProviderRefusal.of('paymentIntents.confirm', error);
  log.error({ error: refusal, refusal }, refusal.message);
  expect(lines.join()).toContain('paymentIntents.confirm: card_declined, req_1');
  expect(lines.join()).not.toMatch(/secret|nobody_may/);
  expect(JSON.stringify(refusal)).not.toMatch(/secret|nobody_may/);
  expect(refusal.payment).toMatchObject({ id: 'pi_1', minor: 5n, currency: 'ISK', orderId: '0198' });
});

it.each([
  ['card_declined', 'insufficient_funds', 'INSUFFICIENT_FUNDS'],
  ['card_declined', 'stolen_card', 'CARD_DECLINED'],
  ['card_declined', 'a_code_of_tomorrow', 'CARD_DECLINED'],
  ['expired_card', undefined, 'CARD_EXPIRED'],
  ['incorrect_cvc', 'incorrect_cvc', 'WRONG_SECURITY_CODE'],
  ['payment_intent_authentication_failure', undefined, 'AUTHENTICATION_FAILED'],
  ['authentication_required', 'authentication_required', 'AUTHENTICATION_FAILED'],
  [undefined, undefined, 'CARD_DECLINED'],
  ['constructor', '__proto__', 'CARD_DECLINED'],
])('a decline of %s, %s is told as %s', (code, declineCode, reason) => {
  expect(declineOf({ code, decline_code: declineCode }).reason).toBe(reason);
});

it('each reason tells people what to do, and none that a card was reported', () => {
  const texts = Object.values(DeclineReason).map(declineMessage);
  expect(new Set(texts).size).toBe(texts.length);
  for (const text of texts) expect(text).not.toMatch(/lost|stolen|fraud/i);
});

it.each([
  ['production', 'https://learn.test/thanks', true],
  ['production', 'https://app.learn.test/thanks', true],
  ['production', 'https://learn.test.evil.test/', false],
  ['production', 'http://learn.test/', false],
  ['production', 'https://learn.test@evil.test/', false],
  ['development', 'http://localhost:5173/', true],
  ['development', 'javascript:alert(1)', false],
] as const)('in %s people may be led back to %s: %s', (NODE_ENV, url, isAllowed) => {
  const config = { NODE_ENV, PUBLIC_URL: 'https://learn.test', CORS_ORIGINS: ['https://app.learn.test'] };
  const require = () => requireOwnSite(config, { successUrl: url });
  if (isAllowed) expect(require).not.toThrow();
  else expect(require).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});
