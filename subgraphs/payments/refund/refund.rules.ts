import { registerEnumType } from 'type-graphql';
import { daysAfter } from '../../../kit/scope/clock';
import { OrderLineState } from '../order/order-line.states';

/** Why a buyer may not have the money of a line back. */
export enum RefundBar {
  NOT_PAID = 'NOT_PAID',
  REFUNDED = 'REFUNDED',
  UNDER_WAY = 'UNDER_WAY',
  DISPUTED = 'DISPUTED',
  GIFT_REDEEMED = 'GIFT_REDEEMED',
  WINDOW_OVER = 'WINDOW_OVER',
  CONSUMED = 'CONSUMED',
  LIMIT_REACHED = 'LIMIT_REACHED',
}
registerEnumType(RefundBar, {
  name: 'RefundBar',
  description: 'Why a buyer may not have the money of a line back.',
  valuesConfig: {
    NOT_PAID: { description: 'Its order was not paid.' },
    REFUNDED: { description: 'It was refunded, or is refunded by itself because it could not be handed over.' },
    UNDER_WAY: { description: 'All of its money is on its way back.' },
    DISPUTED: { description: 'The buyer’s bank holds the money back, and decides.' },
    GIFT_REDEEMED: { description: 'It was a gift, and somebody has it.' },
    WINDOW_OVER: { description: 'Too much time went by since it was paid.' },
    CONSUMED: { description: 'Too much of the course was completed.' },
    LIMIT_REACHED: { description: 'The buyer asked for refunds too often within a year.' },
  },
});

/** What a refund of a line is decided by. */
export interface RefundFacts {
  readonly state: OrderLineState;
  /** When the money was captured; null while it was not. */
  readonly paidAt: Date | null;
  readonly buyerId: string;
  /** Null of a gift that waits for somebody. */
  readonly recipientId: string | null;
  readonly gross: bigint;
  /** What of it is not back, nor on its way back. */
  readonly left: bigint;
  /** Whether the buyer's bank holds the money back. */
  readonly isDisputed: boolean;
  readonly requiredLessons: number;
  readonly completedLessons: number;
  /** Refunds that the buyer asked for within the last year. */
  readonly refundsBefore: number;
}

export interface RefundLimits {
  readonly windowDays: number;
  /** Percent of the required lessons that may be completed. */
  readonly consumed: number;
  /** Refunds in a year. */
  readonly perYear: number;
}

export interface RefundDecision {
  readonly bar: RefundBar | null;
  /** The first moment at which it is too late. */
  readonly until: Date | null;
}

/** Whether a buyer may have the money of a line back now; of several reasons against it, the one that lasts longest. */
export function decideRefund(facts: RefundFacts, limits: RefundLimits, now: Date): RefundDecision {
  const until = facts.paidAt && daysAfter(facts.paidAt, limits.windowDays);
  return { bar: barOf(facts, limits, until, now), until };
}

function barOf(facts: RefundFacts, limits: RefundLimits, until: Date | null, now: Date): RefundBar | null {
  const { state, gross, left, buyerId, recipientId, requiredLessons, completedLessons } = facts;
  if (until === null) return RefundBar.NOT_PAID;
  if (state === OrderLineState.REFUNDED || state === OrderLineState.REFUSED) return RefundBar.REFUNDED;
  if (gross > 0n && left <= 0n) return RefundBar.UNDER_WAY;
  if (facts.isDisputed) return RefundBar.DISPUTED;
  if (recipientId !== null && recipientId !== buyerId) return RefundBar.GIFT_REDEEMED;
  if (now >= until) return RefundBar.WINDOW_OVER;
  // In whole numbers: 30 % of 10 lessons are 3.
  if (completedLessons * 100 > requiredLessons * limits.consumed) return RefundBar.CONSUMED;
  return facts.refundsBefore >= limits.perYear ? RefundBar.LIMIT_REACHED : null;
}
