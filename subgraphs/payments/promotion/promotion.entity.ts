import { Column, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import { Money } from '../../../kit/money/money';
import { CategoryRef } from '../category/category.stub';
import { CourseRef } from '../course/course.stub';
import type { Coverage, Discount } from '../pricing/terms';
import { UserRef } from '../user/user.stub';

@ObjectType('Discount', { description: 'What is taken off: a percentage or a fixed amount.' })
export class DiscountType {
  @Field(() => Int, { nullable: true, description: 'Hundredths of a percent: 1500 is 15 %. Null for a fixed amount.' })
  basisPoints!: number | null;

  @Field(() => Money, {
    nullable: true,
    description: 'A fixed amount, which counts in its own currency only. Null for a percentage.',
  })
  amount!: Money | null;
}

/** What makes courses cheaper for a while: which, by how much, when. */
@ObjectType()
export abstract class Promotion extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** The seller; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('int', { nullable: true })
  basisPoints!: number | null;

  @Column('bigint', { nullable: true, transformer: minorUnits })
  fixedMinor!: bigint | null;

  @Column('text', { nullable: true })
  fixedCurrency!: string | null;

  @Column('uuid', { array: true })
  courseIds!: string[];

  @Column('uuid', { array: true })
  categoryIds!: string[];

  @Column('uuid', { array: true })
  instructorIds!: string[];

  @Field(() => DateTime, { description: 'From when it counts.' })
  @Column('timestamptz')
  startsAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when it counts; without end where null.' })
  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether it is in use; who manages it can switch it off at any time.' })
  @Column('boolean')
  isActive!: boolean;

  @Field(() => DiscountType, { description: 'What it takes off.' })
  get discount(): DiscountType {
    const { basisPoints } = this;
    return { basisPoints, amount: this.fixedAmount };
  }

  @Field(() => [CourseRef], { nullable: 'itemsAndList', description: 'The courses that it names; see `instructors`.' })
  get courses(): CourseRef[] {
    return this.courseIds.map((id) => CourseRef.of(id));
  }

  @Field(() => [CategoryRef], {
    nullable: 'itemsAndList',
    description: 'The categories that it names, with all below them; see `instructors`.',
  })
  get categories(): CategoryRef[] {
    return this.categoryIds.map((id) => CategoryRef.of(id));
  }

  @Field(() => [UserRef], {
    nullable: 'itemsAndList',
    description:
      "The instructors that it names. It is about the seller's courses that are named, in a named category or by a named instructor; where nothing is named, about all of the seller's.",
  })
  get instructors(): UserRef[] {
    return this.instructorIds.map((id) => UserRef.of(id));
  }

  get coverage(): Coverage {
    const { organisationId, courseIds, categoryIds, instructorIds } = this;
    return { organisationId, courseIds, categoryIds, instructorIds };
  }

  get takesOff(): Discount {
    if (this.fixedMinor !== null && this.fixedCurrency !== null)
      return { kind: 'FIXED', minor: this.fixedMinor, currency: this.fixedCurrency };
    return { kind: 'PERCENT', basisPoints: this.basisPoints ?? 0 };
  }

  isLive(now: Date): boolean {
    return this.isActive && this.startsAt <= now && (this.endsAt === null || now < this.endsAt);
  }

  private get fixedAmount(): Money | null {
    return this.fixedMinor === null || this.fixedCurrency === null
      ? null
      : Money.of(this.fixedMinor, this.fixedCurrency);
  }
}
