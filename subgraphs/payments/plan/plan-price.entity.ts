import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { minorUnits } from '../../../kit/money/minor-units';
import { Money } from '../../../kit/money/money';

/** How often a plan is paid. */
export enum Rhythm {
  MONTHLY = 'MONTHLY',
  YEARLY = 'YEARLY',
}
registerEnumType(Rhythm, {
  name: 'PlanRhythm',
  description: 'How often a plan is paid.',
  valuesConfig: {
    MONTHLY: { description: 'Every month.' },
    YEARLY: { description: 'Every year.' },
  },
});

/** What a plan costs: for good. Who subscribed at this price keeps it when the plan has another one. */
@Entity('plan_price')
@ObjectType({
  description: 'What a plan costs. A price never changes: when the plan has another one, who has this one keeps it.',
})
export class PlanPrice {
  @Field(() => ID, { description: 'Opaque id: what one subscribes at.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  planId!: string;

  /** The seller, as of the plan. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => Rhythm, { description: 'How often it is paid.' })
  @Column('text')
  rhythm!: Rhythm;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;

  /** The price at the provider, once it is there. */
  @Column('text', { nullable: true })
  providerId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** Since when nobody subscribes at it any more. */
  @Column('timestamptz', { nullable: true })
  retiredAt!: Date | null;

  @Field(() => Money, { description: 'For one month or year and, where the plan has seats, one seat.' })
  get amount(): Money {
    return Money.of(this.minor, this.currency);
  }
}
