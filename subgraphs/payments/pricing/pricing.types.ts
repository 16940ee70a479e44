import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../../kit/money/money';
import type { Quote, QuoteLine } from './quote.types';
import { CouponRefusal } from './terms';

export const ReductionKind = { BUNDLE: 'BUNDLE', CAMPAIGN: 'CAMPAIGN', COUPON: 'COUPON' } as const;
registerEnumType(ReductionKind, {
  name: 'ReductionKind',
  description: 'What makes something cheaper than its list price.',
  valuesConfig: {
    BUNDLE: { description: 'It is bought together with others.' },
    CAMPAIGN: { description: 'A campaign that applies by itself.' },
    COUPON: { description: 'A code that was entered.' },
  },
});

registerEnumType(CouponRefusal, {
  name: 'CouponRefusalReason',
  description: 'Why a coupon takes nothing off.',
  valuesConfig: {
    NOT_VALID: { description: 'There is no such code, or it is not in use.' },
    SIGN_IN_FIRST: { description: 'Whether you may use it is known once you are signed in.' },
    USED_BEFORE: { description: 'You have used it, or an order of yours that is not paid yet holds it.' },
    FIRST_PURCHASE_ONLY: { description: 'It is for people who have bought nothing yet.' },
    NOT_FOR_THESE_COURSES: { description: 'It covers none of what you buy.' },
    OTHER_CURRENCY: { description: 'It counts in another currency only.' },
    MINIMUM_NOT_REACHED: { description: 'What it covers costs less than it asks for.' },
    NOT_WITH_OTHERS: { description: 'It does not go together with a coupon that you entered before.' },
    NO_GAIN: { description: 'You pay no less with it: a campaign takes off more, or nothing is left to pay.' },
  },
});

@ObjectType({ description: 'Why something costs less than its list price.' })
export class PriceReduction {
  @Field(() => ReductionKind, { description: 'What makes it cheaper.' })
  kind!: keyof typeof ReductionKind;

  @Field(() => String, { description: 'Its name: of the bundle or the campaign, or the code that was entered.' })
  label!: string;

  @Field(() => Money, { description: 'What it takes off.' })
  amount!: Money;
}

@ObjectType({ description: 'A coupon that makes something cheaper.' })
export class AppliedCoupon {
  @Field(() => String, { description: 'The code.' })
  code!: string;

  @Field(() => Money, { description: 'What it takes off in all.' })
  amount!: Money;
}

@ObjectType({ description: 'A coupon that was entered and takes nothing off now.' })
export class RefusedCoupon {
  @Field(() => String, { description: 'The code.' })
  code!: string;

  @Field(() => CouponRefusal, { description: 'Why.' })
  reason!: CouponRefusal;
}

/** The reductions of some lines, those of the same cause together. */
export function reductionsOf(lines: readonly QuoteLine[], currency: string): PriceReduction[] {
  const all = lines.flatMap(({ reductions }) => reductions);
  return [...Map.groupBy(all, ({ kind, id }) => `${kind} ${id}`).values()].flatMap((same) => {
    const [first] = same;
    const minor = same.reduce((total, reduction) => total + reduction.minor, 0n);
    return first ? { kind: first.kind, label: first.label, amount: Money.of(minor, currency) } : [];
  });
}

export function appliedCoupons({ appliedCoupons, currency }: Quote): AppliedCoupon[] {
  return appliedCoupons.map(({ code, minor }) => ({ code, amount: Money.of(minor, currency) }));
}
