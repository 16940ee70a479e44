import { IsUUID } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserRef } from '../user/user.stub';

@InputType({ description: 'The instructor of whose new courses you want to hear.' })
export class FollowInstructorInput {
  @Field(() => ID, { description: 'Who teaches.' })
  @IsUUID()
  userId!: string;
}

@InputType({ description: 'The instructor of whose new courses you want to hear no more.' })
export class UnfollowInstructorInput {
  @Field(() => ID, { description: 'Who teaches.' })
  @IsUUID()
  userId!: string;
}

@InputType({ description: 'The category of whose new courses you want to hear, and of those below it.' })
export class FollowCategoryInput {
  @Field(() => ID, { description: 'The category.' })
  @IsUUID()
  categoryId!: string;
}

@InputType({ description: 'The category of whose new courses you want to hear no more.' })
export class UnfollowCategoryInput {
  @Field(() => ID, { description: 'The category.' })
  @IsUUID()
  categoryId!: string;
}

@ObjectType()
abstract class FollowPayload {
  @Field(() => UserRef, { nullable: true, description: 'You, with what you follow.' })
  user!: UserRef | null;
}

@ObjectType({ description: 'You hear of new courses.' })
export class FollowInstructorPayload extends FollowPayload {}

@ObjectType({ description: 'You hear of new courses.' })
export class FollowCategoryPayload extends FollowPayload {}

@ObjectType({ description: 'You hear of new courses no more.' })
export class UnfollowInstructorPayload extends FollowPayload {}

@ObjectType({ description: 'You hear of new courses no more.' })
export class UnfollowCategoryPayload extends FollowPayload {}
