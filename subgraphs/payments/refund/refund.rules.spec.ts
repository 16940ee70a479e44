import { randomUUID } from 'node:crypto';
import { OrderLineState } from '../order/order-line.states';
import { decideRefund, type RefundBar, type RefundFacts } from './refund.rules';

const paidAt = new Date('2026-03-01T12:00:00Z');
const closes = new Date('2026-03-15T12:00:00Z');
const seconds = (count: number): Date => new Date(closes.getTime() + count * 1000);
const limits = { windowDays: 14, consumed: 30, perYear: 3 };
const buyerId = randomUUID();
const usual: RefundFacts = {
  state: OrderLineState.FULFILLED,
  paidAt,
  buyerId,
  recipientId: buyerId,
  gross: 4_900n,
  left: 4_900n,
  isDisputed: false,
  requiredLessons: 10,
  completedLessons: 0,
  refundsBefore: 0,
};
const inTime = new Date('2026-03-02T12:00:00Z');

it.each<[string, Partial<RefundFacts>, Date, keyof typeof RefundBar | null]>([
  ['usual', {}, inTime, null],
  ['the last second of the window', {}, seconds(-1), null],
  ['the boundary second', {}, seconds(0), 'WINDOW_OVER'],
  ['a second after it', {}, seconds(1), 'WINDOW_OVER'],
  ['not paid', { paidAt: null }, inTime, 'NOT_PAID'],
  ['not handed over yet', { state: OrderLineState.PENDING }, inTime, null],
  ['refused, and so refunded by itself', { state: OrderLineState.REFUSED, left: 0n }, inTime, 'REFUNDED'],
  ['refunded', { state: OrderLineState.REFUNDED, left: 0n }, inTime, 'REFUNDED'],
  ['a part went back', { left: 900n }, inTime, null],
  ['all of it on its way back', { left: 0n }, inTime, 'UNDER_WAY'],
  ['its bank holds it back', { isDisputed: true }, inTime, 'DISPUTED'],
  ['a thing that cost nothing', { gross: 0n, left: 0n }, inTime, null],
  ['just as much as may be learned', { completedLessons: 3 }, inTime, null],
  ['one lesson more', { completedLessons: 4 }, inTime, 'CONSUMED'],
  ['a course without required lessons', { requiredLessons: 0 }, inTime, null],
  ['a gift that waits', { recipientId: null }, inTime, null],
  ['a gift that somebody has', { recipientId: randomUUID() }, inTime, 'GIFT_REDEEMED'],
  ['one refund below the limit', { refundsBefore: 2 }, inTime, null],
  ['as many refunds as a year may have', { refundsBefore: 3 }, inTime, 'LIMIT_REACHED'],
  ['late and learned', { completedLessons: 9 }, seconds(5), 'WINDOW_OVER'],
])('Refund: %s', (_name, given, now, expected) => {
  const { bar, until } = decideRefund({ ...usual, ...given }, limits, now);
  expect(bar).toBe(expected);
  expect(until).toEqual(given.paidAt === null ? null : closes);
});
