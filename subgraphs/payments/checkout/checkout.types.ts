import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { Url } from '../../../kit/graphql/scalars';
import { Money } from '../../../kit/money/money';
import { CourseRef } from '../course/course.stub';
import { Order } from '../order/order.entity';
import { appliedCoupons, AppliedCoupon, PriceReduction, reductionsOf, RefusedCoupon } from '../pricing/pricing.types';
import type { Purchase } from '../pricing/purchase.types';
import {
  AlreadyOwned,
  BoughtTwice,
  CouponRefused,
  CourseFree,
  CourseUnavailable,
  refusalOf,
  type PurchaseRefusal,
} from '../pricing/refusals';
import { minimumChargeOf } from '../provider/minimum-charge';

@ObjectType({ description: 'What one course would cost.' })
export class QuotedLine {
  @Field(() => CourseRef, { nullable: true, description: 'The course.' })
  course!: CourseRef;

  @Field(() => Money, { description: 'By its price list.' })
  listPrice!: Money;

  @Field(() => [PriceReduction], { description: 'What makes it cheaper, in the order in which it is taken off.' })
  reductions!: PriceReduction[];

  @Field(() => Money, { description: 'The tax in its total.' })
  tax!: Money;

  @Field(() => Money, { description: 'What it would cost, tax included.' })
  total!: Money;
}

const PurchaseRefusalUnion = createUnionType({
  name: 'PurchaseRefusal',
  description: 'Why something cannot be bought. Branch on `__typename`.',
  types: () => [AlreadyOwned, CourseUnavailable, CourseFree, BoughtTwice] as const,
  resolveType: (refusal) => refusal.constructor as never,
});

@ObjectType({ description: 'What a purchase would cost at this moment.' })
export class CheckoutQuote {
  @Field(() => [QuotedLine], { description: 'Course by course.' })
  lines!: QuotedLine[];

  @Field(() => Money, { description: 'By the price lists.' })
  listPrice!: Money;

  @Field(() => Money, { description: 'What is taken off.' })
  discount!: Money;

  @Field(() => Money, { description: 'The tax in the total.' })
  tax!: Money;

  @Field(() => Money, { description: 'What would be paid: `expectedTotal` of `checkout`.' })
  total!: Money;

  @Field(() => [AppliedCoupon], { description: 'Coupons that take something off.' })
  coupons!: AppliedCoupon[];

  @Field(() => [RefusedCoupon], { description: 'Coupons that do not.' })
  refusedCoupons!: readonly RefusedCoupon[];

  @Field(() => [PurchaseRefusalUnion], { description: 'Why something is in no line.' })
  refusals!: PurchaseRefusal[];

  static of({ quote, lines, hindrances }: Purchase): CheckoutQuote {
    const money = (minor: bigint): Money => Money.of(minor, quote.currency);
    return {
      lines: lines.map((line) => ({
        course: CourseRef.of(line.courseId),
        listPrice: money(line.list),
        reductions: reductionsOf([line], quote.currency),
        tax: money(line.tax.tax),
        total: money(line.total),
      })),
      listPrice: money(quote.list),
      discount: money(quote.discount),
      tax: money(quote.tax),
      total: money(quote.total),
      coupons: appliedCoupons(quote),
      refusedCoupons: quote.refusedCoupons,
      refusals: hindrances.map(refusalOf),
    };
  }
}

@ObjectType({ description: 'The order was made. It is paid once `order.state` says so: follow `orderChanged`.' })
export class CheckoutPayload {
  @Field(() => Order, { description: 'The order.' })
  order!: Order;

  @Field(() => String, {
    nullable: true,
    description:
      "For the provider's code in the browser, which asks for the card or goes on with 3-D Secure. Shown to the buyer here, nowhere else; null where nothing is to be done with it.",
  })
  clientSecret!: string | null;

  @Field(() => Url, { nullable: true, description: "The provider's page, if it was asked for and is open." })
  pageUrl!: string | null;

  static of(facts: CheckoutPayload): CheckoutPayload {
    return Object.assign(new CheckoutPayload(), facts);
  }
}

@ObjectType({ implements: Refusal, description: 'It costs something else than the buyer saw. Show it, and ask again.' })
export class PriceChanged extends Refusal {
  @Field(() => CheckoutQuote, { description: 'What it costs now.' })
  quote!: CheckoutQuote;

  static of(purchase: Purchase): PriceChanged {
    const message = 'The price has changed.';
    return Object.assign(new PriceChanged(), {
      code: 'PRICE_CHANGED',
      message,
      quote: CheckoutQuote.of(purchase),
    });
  }
}

@ObjectType({
  implements: Refusal,
  description: 'It costs something, and less than cards are charged with. Add something, or take off a coupon.',
})
export class AmountTooSmall extends Refusal {
  @Field(() => Money, { description: 'The least that cards are charged with in this currency.' })
  minimum!: Money;

  /** Null where it can be charged; what costs nothing needs no charge. */
  static of({ total, currency }: Pick<Purchase['quote'], 'total' | 'currency'>): AmountTooSmall | null {
    const minimum = minimumChargeOf(currency);
    if (total === 0n || total >= minimum) return null;
    const message = 'This is less than cards are charged with.';
    const facts = { code: 'AMOUNT_TOO_SMALL', message, minimum: Money.of(minimum, currency) };
    return Object.assign(new AmountTooSmall(), facts);
  }
}

export type CheckoutRefusal =
  AlreadyOwned | CourseUnavailable | CourseFree | BoughtTwice | CouponRefused | PriceChanged | AmountTooSmall;
export type CheckoutOutcome = CheckoutPayload | CheckoutRefusal;

export const CheckoutResult = createUnionType({
  name: 'CheckoutResult',
  description: 'An order, or why there is none. Branch on `__typename`.',
  types: () =>
    [
      CheckoutPayload,
      PriceChanged,
      AlreadyOwned,
      CourseUnavailable,
      CourseFree,
      BoughtTwice,
      CouponRefused,
      AmountTooSmall,
    ] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

@ObjectType({ description: 'The attempt was made: `order.payment` says what came of it.' })
export class PayOrderPayload {
  @Field(() => Order, { description: 'The order.' })
  order!: Order;

  @Field(() => String, { nullable: true, description: 'As in `CheckoutPayload`.' })
  clientSecret!: string | null;

  @Field(() => Url, { nullable: true, description: 'As in `CheckoutPayload`.' })
  pageUrl!: string | null;
}
