import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';
import { UserRef } from '../user/user.ref';
import { Restriction, RestrictionKind } from './restriction.document';

@InputType({ description: 'What somebody may not do in a course.' })
export class RestrictMemberInput {
  @Field(() => ID, { description: 'The course.' })
  @MaxLength(100)
  courseId!: string;

  @Field(() => ID, { description: 'Who; nobody who moderates the course by teaching it.' })
  @MaxLength(100)
  userId!: string;

  @Field(() => RestrictionKind, { description: 'What they may not do.' })
  kind!: RestrictionKind;

  @Field(() => DateTime, { nullable: true, description: 'Until when; for good unless told.' })
  until?: Date | null;

  @Field(() => String, { nullable: true, description: 'Why, at most 1,000 characters.' })
  @MaxLength(1_000)
  reason?: string | null;
}

@InputType({ description: 'Who may take part again.' })
export class LiftRestrictionInput {
  @Field(() => ID, { description: 'The course.' })
  @MaxLength(100)
  courseId!: string;

  @Field(() => ID, { description: 'Who.' })
  @MaxLength(100)
  userId!: string;
}

@ObjectType({ description: 'What they may not do from now on.' })
export class RestrictMemberPayload {
  @Field(() => Restriction, { description: 'The restriction.' })
  restriction!: Restriction;
}

@ObjectType({ description: 'Who may take part again.' })
export class LiftRestrictionPayload {
  @Field(() => UserRef, { nullable: true, description: 'The person.' })
  user!: UserRef;
}
