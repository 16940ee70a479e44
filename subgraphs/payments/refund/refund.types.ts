import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { DateTime } from '../../../kit/graphql/scalars';
import { Money } from '../../../kit/money/money';
import { Order } from '../order/order.entity';
import { OrderLine } from '../order/order-line.entity';
import { Refund } from './refund.entity';
import { RefundBar } from './refund.rules';

@ObjectType({ description: 'The part of a refund that is for one thing of the order.' })
export class RefundedLine {
  @Field(() => OrderLine, { nullable: true, description: 'What it is for, if you may see it.' })
  line!: OrderLine | null;

  @Field(() => Money, { description: 'How much, tax included.' })
  amount!: Money;
}

@ObjectType({
  description: 'Whether the buyer may have the money of a line back by themselves; staff are not bound by it.',
})
export class LineRefundability {
  @Field(() => Boolean, { description: 'Whether `requestRefund` would be granted now.' })
  allowed!: boolean;

  @Field(() => RefundBar, { nullable: true, description: 'Why not; null where it is allowed.' })
  reason!: RefundBar | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the window closes: at this moment it is too late. Null before the order is paid.',
  })
  until!: Date | null;

  @Field(() => Money, { description: 'What would go back: what did not go back yet and is not on its way.' })
  amount!: Money;
}

@ObjectType({
  description: 'It was asked for. What was bought is taken back once the money is on its way: follow `orderChanged`.',
})
export class RequestRefundPayload {
  @Field(() => Refund, { description: 'The refund.' })
  refund!: Refund;

  @Field(() => Order, { description: 'Its order.' })
  order!: Order;

  static of(facts: RequestRefundPayload): RequestRefundPayload {
    return Object.assign(new RequestRefundPayload(), facts);
  }
}

@ObjectType({ implements: Refusal, description: 'The buyer may not have the money back; nothing was refunded.' })
export class RefundRefused extends Refusal {
  @Field(() => RefundBar, { description: 'Why.' })
  reason!: RefundBar;

  @Field(() => OrderLine, { description: 'The first line that it is about.' })
  line!: OrderLine;

  static of(reason: RefundBar, line: OrderLine): RefundRefused {
    return Object.assign(new RefundRefused(), { code: 'REFUND_REFUSED', message: texts[reason], reason, line });
  }
}

const texts: Readonly<Record<RefundBar, string>> = {
  NOT_PAID: 'This was not paid.',
  REFUNDED: 'This was refunded already.',
  UNDER_WAY: 'Its money is on its way back.',
  DISPUTED: 'Your bank holds the money back, and decides.',
  GIFT_REDEEMED: 'This gift was accepted.',
  WINDOW_OVER: 'The time for refunds is over.',
  CONSUMED: 'Too much of the course is completed.',
  LIMIT_REACHED: 'You asked for too many refunds within a year.',
};

@ObjectType({ implements: Refusal, description: 'There is not so much left to refund; nothing was refunded.' })
export class RefundExceedsPaid extends Refusal {
  @Field(() => OrderLine, { description: 'The first line of which there is not enough.' })
  line!: OrderLine;

  @Field(() => Money, { description: 'What is left of it.' })
  available!: Money;

  static of(line: OrderLine, left: bigint): RefundExceedsPaid {
    const available = Money.of(left > 0n ? left : 0n, line.currency);
    const message = 'There is not so much left to refund.';
    return Object.assign(new RefundExceedsPaid(), { code: 'REFUND_EXCEEDS_PAID', message, line, available });
  }
}

@ObjectType({ description: 'It was asked for.' })
export class RefundOrderPayload {
  @Field(() => Refund, { description: 'The refund.' })
  refund!: Refund;

  @Field(() => Order, { description: 'Its order.' })
  order!: Order;

  static of(facts: RefundOrderPayload): RefundOrderPayload {
    return Object.assign(new RefundOrderPayload(), facts);
  }
}

export type RequestRefundOutcome = RequestRefundPayload | RefundRefused;
export type RefundOrderOutcome = RefundOrderPayload | RefundExceedsPaid;

export const RequestRefundResult = createUnionType({
  name: 'RequestRefundResult',
  description: 'A refund, or why there is none. Branch on `__typename`.',
  types: () => [RequestRefundPayload, RefundRefused] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

export const RefundOrderResult = createUnionType({
  name: 'RefundOrderResult',
  description: 'A refund, or why there is none. Branch on `__typename`.',
  types: () => [RefundOrderPayload, RefundExceedsPaid] as const,
  resolveType: (outcome) => outcome.constructor as never,
});
