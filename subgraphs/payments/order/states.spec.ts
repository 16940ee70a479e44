import { Payment } from '../payment/payment.entity';
import { mayBecome as paymentMayBecome, transitions as payments } from '../payment/payment.states';
import { PaymentState, type ProviderPayment } from '../provider/provider-payment';
import { Refund } from '../refund/refund.entity';
import { mayBecome as refundMayBecome, RefundState } from '../refund/refund.states';
import { OrderLine } from './order-line.entity';
import { lineMayBecome, OrderLineState } from './order-line.states';
import { Order } from './order.entity';
import { mayBecome, OrderState } from './order.states';

/** Every way there is, as it is drawn: `from > to to`. */
const drawn = {
  order: `
    CREATED > PENDING_PAYMENT PAID EXPIRED CANCELLED
    PENDING_PAYMENT > PAID EXPIRED CANCELLED
    PAID > FULFILLED PARTIALLY_REFUNDED REFUNDED
    FULFILLED > PARTIALLY_REFUNDED REFUNDED
    EXPIRED >
    CANCELLED >
    PARTIALLY_REFUNDED > REFUNDED
    REFUNDED >`,
  line: `
    PENDING > FULFILLED REFUSED REFUNDED
    FULFILLED > REFUNDED
    REFUSED > REFUNDED
    REFUNDED >`,
  payment: `
    REQUIRES_PAYMENT_METHOD > REQUIRES_ACTION PROCESSING SUCCEEDED CANCELLED
    REQUIRES_ACTION > REQUIRES_PAYMENT_METHOD PROCESSING SUCCEEDED CANCELLED
    PROCESSING > REQUIRES_PAYMENT_METHOD REQUIRES_ACTION SUCCEEDED CANCELLED
    SUCCEEDED >
    CANCELLED >`,
  refund: `
    REQUESTED > PENDING SUCCEEDED FAILED
    PENDING > SUCCEEDED FAILED
    SUCCEEDED > FAILED
    FAILED >`,
};

const seen: ProviderPayment = {
  id: 'pi_1',
  orderId: null,
  customerId: null,
  state: PaymentState.PROCESSING,
  currency: 'EUR',
  minor: 4900n,
  receivedMinor: 0n,
  capturedAt: null,
  chargeId: null,
  decline: null,
  card: null,
  clientSecret: null,
};

function edgesOf(drawing: string): { from: string; to: string; isDrawn: boolean }[] {
  const ways = drawing
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s*>\s*/));
  const states = ways.map(([from]) => from!);
  return ways.flatMap(([from, to]) =>
    states.map((state) => ({ from: from!, to: state, isDrawn: to!.split(' ').includes(state) })),
  );
}

/** The same step, taken by something that is in the state. */
function taken(thing: { state: string; become(state: never): void }, to: string): string {
  try {
    thing.become(to as never);
    return thing.state;
  } catch (error) {
    return (error as Error).message;
  }
}

it('no state is left out', () => {
  const statesOf = (drawing: string) => [...new Set(edgesOf(drawing).map(({ from }) => from))].toSorted();
  expect(statesOf(drawn.order)).toEqual(Object.keys(OrderState).toSorted());
  expect(statesOf(drawn.line)).toEqual(Object.keys(OrderLineState).toSorted());
  expect(statesOf(drawn.payment)).toEqual(Object.keys(PaymentState).toSorted());
  expect(statesOf(drawn.refund)).toEqual(Object.keys(RefundState).toSorted());
});

it.each(edgesOf(drawn.order))('an order: $from → $to: $isDrawn', ({ from, to, isDrawn }) => {
  expect(mayBecome(from as OrderState, to as OrderState)).toBe(isDrawn);
  const outcome = taken(Object.assign(new Order(), { state: from as OrderState }), to);
  expect(outcome).toBe(isDrawn ? to : `An order that is ${from} does not become ${to}.`);
});

it.each(edgesOf(drawn.line))('a line: $from → $to: $isDrawn', ({ from, to, isDrawn }) => {
  expect(lineMayBecome(from as OrderLineState, to as OrderLineState)).toBe(isDrawn);
  const outcome = taken(Object.assign(new OrderLine(), { state: from as OrderLineState }), to);
  expect(outcome).toBe(isDrawn ? to : `A line that is ${from} does not become ${to}.`);
});

it.each(edgesOf(drawn.refund))('a refund: $from → $to: $isDrawn', ({ from, to, isDrawn }) => {
  expect(refundMayBecome(from as RefundState, to as RefundState)).toBe(isDrawn);
  const outcome = taken(Object.assign(new Refund(), { state: from as RefundState }), to);
  expect(outcome).toBe(isDrawn ? to : `A refund that is ${from} does not become ${to}.`);
});

it.each(edgesOf(drawn.payment))('a payment: $from → $to: $isDrawn', ({ from, to, isDrawn }) => {
  expect(paymentMayBecome(from as PaymentState, to as PaymentState)).toBe(isDrawn);
});

it('a payment follows the provider, and what is over is over: only news that was read later is taken', () => {
  const states = Object.keys(payments) as PaymentState[];
  for (const from of states)
    for (const state of states) {
      const payment = Object.assign(new Payment(), { state: from, look: 5n });
      const isOver = payments[from].length === 0;
      expect(payment.take({ ...seen, state }, 4n)).toBe(false);
      expect(payment.state).toBe(from);
      expect(payment.take({ ...seen, state }, 6n)).toBe(!isOver);
      expect(payment.state).toBe(isOver ? from : state);
    }
});
