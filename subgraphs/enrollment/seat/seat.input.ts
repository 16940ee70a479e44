import { Length } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { WaitlistEntry } from './waitlist-entry.entity';

@InputType({ description: 'The run to wait for.' })
export class JoinWaitlistInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => ID, { description: 'The run that is full, as `CourseFull.run` names it.' })
  runId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Repeating the mutation with the same key answers the same. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@InputType({ description: 'The place in line to give up.' })
export class LeaveWaitlistInput {
  @Field(() => ID, { description: 'The waitlist entry.' })
  id!: string;
}

@ObjectType({ description: 'The place in line.' })
export class JoinWaitlistPayload {
  @Field(() => WaitlistEntry, { description: 'The entry: promoted by itself when a seat becomes free.' })
  entry!: WaitlistEntry;
}

@ObjectType({ description: 'The place in line that was given up.' })
export class LeaveWaitlistPayload {
  @Field(() => WaitlistEntry, { description: 'The entry.' })
  entry!: WaitlistEntry;
}
