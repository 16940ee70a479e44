import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { ApiError, invalidRequest } from '../api/errors';
import type { Kept } from '../engine/objects';
import { testCards, type CardBehaviour, type Decline, type TestCard } from './test-cards';

const byNumber = new Map(testCards.map((card) => [card.number, card]));
const byAlias = new Map(testCards.map((card) => [card.alias, card]));
const byFingerprint = new Map(testCards.map((card) => [fingerprintOf(card.number), card]));

export interface CardDetails {
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
}

/** The card that `pm_card_visa` or `tok_visa` names. */
export function cardNamed(name: string): TestCard | null {
  const [, alias] = /^(?:pm_card|tok)_(.+)$/.exec(name) ?? [];
  return byAlias.get(alias ?? '') ?? null;
}

/** What a card does; nothing of the number is kept but its end. */
export function behaviourOf({ card }: Kept<'payment_method'>): CardBehaviour {
  return byFingerprint.get(card?.fingerprint ?? '') ?? {};
}

/** @throws incorrect_number and others, as a card form would show them; a live card's number is never taken */
export function readCard(
  { number, expMonth, expYear }: CardDetails,
  now: number,
): { card: TestCard; expMonth: number; expYear: number } {
  const digits = number.replaceAll(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits))
    throw cardError(
      { code: 'incorrect_number', declineCode: 'incorrect_number', message: 'Your card number is incorrect.' },
      'number',
    );
  const year = expYear < 100 ? 2000 + expYear : expYear;
  const today = new Date(now * 1000);
  if (expMonth < 1 || expMonth > 12)
    throw cardError(
      {
        code: 'invalid_expiry_month',
        declineCode: 'invalid_expiry_month',
        message: "Your card's expiration month is invalid.",
      },
      'exp_month',
    );
  if (year < today.getUTCFullYear() || (year === today.getUTCFullYear() && expMonth < today.getUTCMonth() + 1))
    throw cardError(
      {
        code: 'invalid_expiry_year',
        declineCode: 'invalid_expiry_year',
        message: "Your card's expiration year is invalid.",
      },
      'exp_year',
    );
  const card = byNumber.get(digits);
  if (!card)
    throw invalidRequest('This is no test card. Your card was declined: the emulator takes test cards only.', {
      code: 'card_declined',
      param: 'number',
    });
  return { card, expMonth, expYear: year };
}

/** The card as a payment method shows it. */
export function shownCard(
  { number, brand, country, funding }: TestCard,
  expMonth: number,
  expYear: number,
): Stripe.PaymentMethod.Card {
  return {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country,
    display_brand: brand === 'amex' ? 'american_express' : brand,
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: fingerprintOf(number),
    funding,
    generated_from: null,
    last4: number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

/** A refusal of a card: 402. */
export function cardError({ code, declineCode, message }: Decline, param?: string, extra: object = {}): ApiError {
  return new ApiError(402, message, {
    type: 'card_error',
    code,
    ...(code === declineCode && param ? {} : { decline_code: declineCode }),
    ...(param ? { param } : {}),
    ...extra,
  });
}

function fingerprintOf(number: string): string {
  return createHash('sha256').update(`card ${number}`).digest('base64url').replaceAll(/[-_]/g, '0').slice(0, 16);
}

function passesLuhn(digits: string): boolean {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}
