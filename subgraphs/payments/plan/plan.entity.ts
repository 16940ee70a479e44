import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { paymentsErrors } from '../payments.errors';
import { planMayBecome, PlanState } from './plan.states';

registerEnumType(PlanState, {
  name: 'PlanState',
  description: 'Where a plan stands.',
  valuesConfig: {
    DRAFT: { description: 'Its staff prepare it; nobody else sees it.' },
    PUBLISHED: { description: 'People can subscribe to it.' },
    RETIRED: { description: 'Nobody can subscribe to it any more; who has it keeps it.' },
  },
});

/** What a plan opens. */
export enum PlanCoverage {
  CATALOGUE = 'CATALOGUE',
  COURSES = 'COURSES',
}
registerEnumType(PlanCoverage, {
  name: 'PlanCoverage',
  description: 'What a plan opens.',
  valuesConfig: {
    CATALOGUE: { description: 'All courses of its seller, also those that are published later.' },
    COURSES: { description: 'Some courses of its seller.' },
  },
});

/** What people subscribe to. */
@Entity('plan')
@ObjectType({ description: 'What people subscribe to: courses of one seller for as long as it is paid.' })
@EntityKey()
export class Plan extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** The seller; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => String, { description: 'Title as shown to people.' })
  @Column('text')
  title!: string;

  @Field(() => String, { description: 'What it is for; plain text.' })
  @Column('text')
  description!: string;

  @Field(() => PlanCoverage, { description: 'What it opens.' })
  @Column('text')
  coverage!: PlanCoverage;

  /** Of a plan that opens some courses: those, in the order in which they are shown. */
  @Column('uuid', { array: true })
  courseIds!: string[];

  @Field(() => Int, { description: 'Days that cost nothing, once per person; 0 where there are none.' })
  @Column('int')
  trialDays!: number;

  @Field(() => Boolean, {
    description: 'Whether it is bought by seats, for several people; else for oneself.',
  })
  @Column('boolean')
  hasSeats!: boolean;

  @Field(() => PlanState, { description: 'Where it stands.' })
  @Column('text')
  state!: PlanState;

  /** The product at the provider, once it is there. */
  @Column('text', { nullable: true })
  providerId!: string | null;

  /** Goes on to a state. @throws PLAN_STATE where the table has no such step */
  become(state: PlanState): void {
    if (!planMayBecome(this.state, state)) throw paymentsErrors.PLAN_STATE({ state: this.state });
    this.state = state;
  }

  get isDraft(): boolean {
    return this.state === PlanState.DRAFT;
  }

  get isPublished(): boolean {
    return this.state === PlanState.PUBLISHED;
  }
}
