import { Length } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';

@InputType({ description: 'An address to which nothing is sent any more.' })
export class LiftSuppressionInput {
  @Field(() => String, { description: 'The e-mail address, or the number, whole: only marks of them are kept.' })
  @Length(3, 320)
  address!: string;
}

@ObjectType({ description: 'What is sent there goes there.' })
export class LiftSuppressionPayload {
  @Field(() => Boolean, { description: 'Whether nothing was sent there before.' })
  wasSuppressed!: boolean;
}
