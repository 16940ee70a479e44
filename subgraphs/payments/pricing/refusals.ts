import { Field, ObjectType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { CourseRef } from '../course/course.stub';
import type { Hindrance, Obstacle } from './purchase.types';
import { CouponRefusal } from './terms';

/** A refusal that is about courses. */
@ObjectType({ implements: Refusal })
abstract class CourseRefusal extends Refusal {
  @Field(() => [CourseRef], { nullable: 'itemsAndList', description: 'The courses that it is about.' })
  courses!: CourseRef[];
}

@ObjectType({ implements: Refusal, description: 'The buyer has the course: nothing is sold twice.' })
export class AlreadyOwned extends CourseRefusal {}

@ObjectType({ implements: Refusal, description: 'It is not sold, or not to this viewer.' })
export class CourseUnavailable extends CourseRefusal {}

@ObjectType({ implements: Refusal, description: 'There is nothing to pay: one just enrols.' })
export class CourseFree extends CourseRefusal {}

@ObjectType({ implements: Refusal, description: 'It is bought already with something else in here, or by itself.' })
export class BoughtTwice extends CourseRefusal {}

@ObjectType({ implements: Refusal, description: 'The coupon takes nothing off.' })
export class CouponRefused extends Refusal {
  @Field(() => String, { description: 'The code as it was understood.' })
  couponCode!: string;

  @Field(() => CouponRefusal, { description: 'Why.' })
  reason!: CouponRefusal;

  static of({ code, reason }: { readonly code: string; readonly reason: CouponRefusal }): CouponRefused {
    const said = { code: 'COUPON_REFUSED', message: couponTexts[reason], couponCode: code, reason };
    return Object.assign(new CouponRefused(), said);
  }
}

export type PurchaseRefusal = AlreadyOwned | CourseUnavailable | CourseFree | BoughtTwice;

const refusals: Readonly<Record<Obstacle, { of: new () => PurchaseRefusal; code: string; message: string }>> = {
  UNAVAILABLE: { of: CourseUnavailable, code: 'COURSE_UNAVAILABLE', message: 'This is not sold.' },
  FREE: { of: CourseFree, code: 'COURSE_FREE', message: 'This course is free. Just enrol.' },
  ALREADY_OWNED: { of: AlreadyOwned, code: 'ALREADY_OWNED', message: 'You have this course.' },
  OWN_COURSE: { of: AlreadyOwned, code: 'OWN_COURSE', message: 'You teach this course.' },
  TWICE: { of: BoughtTwice, code: 'BOUGHT_TWICE', message: 'You are buying this already.' },
};

/** What the client reads where something cannot be bought. */
export function refusalOf({ reason, courseIds }: Hindrance): PurchaseRefusal {
  const { of, code, message } = refusals[reason];
  return Object.assign(new of(), { code, message, courses: courseIds.map((id) => CourseRef.of(id)) });
}

const couponTexts: Readonly<Record<CouponRefusal, string>> = {
  NOT_VALID: 'This code is not valid.',
  SIGN_IN_FIRST: 'Sign in to use this code.',
  USED_BEFORE: 'You have used this code, or an order of yours that is not paid yet holds it.',
  FIRST_PURCHASE_ONLY: 'This code is for a first purchase.',
  NOT_FOR_THESE_COURSES: 'This code is for other courses.',
  OTHER_CURRENCY: 'This code counts in another currency.',
  MINIMUM_NOT_REACHED: 'This code asks for a larger purchase.',
  NOT_WITH_OTHERS: 'This code does not go together with the one that you entered before.',
  NO_GAIN: 'You would pay no less with this code.',
};
