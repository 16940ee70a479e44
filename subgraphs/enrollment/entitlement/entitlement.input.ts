import { IsDate, IsIn, IsUUID, Length } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';
import { Entitlement, EntitlementSource } from './entitlement.entity';

const grantable = Object.values(EntitlementSource).filter((source) => source !== EntitlementSource.FREE);

@InputType({ description: 'A right to a course for a person.' })
export class GrantEntitlementInput {
  @Field(() => ID, { description: 'Who gets it.' })
  @IsUUID()
  userId!: string;

  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => EntitlementSource, { description: 'Where it comes from. FREE is made by `enroll` only.' })
  @IsIn(grantable)
  source!: EntitlementSource;

  @Field(() => String, {
    nullable: true,
    description:
      'What it comes from, 1 to 200 characters. The same source and reference for the same person and course grant once.',
  })
  @Length(1, 200)
  sourceReference?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it counts; now where absent.' })
  @IsDate()
  startsAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when it counts; without end where absent.' })
  @IsDate()
  expiresAt?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Repeating the mutation with the same key does nothing more, and answers the same. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@InputType({ description: 'A right to take back.' })
export class RevokeEntitlementInput {
  @Field(() => ID, { description: 'The entitlement.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The right that was granted.' })
export class GrantEntitlementPayload {
  @Field(() => Entitlement, { description: 'The entitlement. The learner still calls `enroll`.' })
  entitlement!: Entitlement;
}

@ObjectType({ description: 'The right that was taken back.' })
export class RevokeEntitlementPayload {
  @Field(() => Entitlement, {
    description: 'The entitlement. Where it was the last live one, the enrolment has ended.',
  })
  entitlement!: Entitlement;
}
