import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserRef } from './user.ref';

@InputType({ description: 'Your own picture.' })
export class SetAvatarInput {
  @Field(() => ID, { nullable: true, description: 'A picture of yours that is ready; null takes the old one away.' })
  assetId?: string | null;
}

@ObjectType({ description: 'You with your picture.' })
export class SetAvatarPayload {
  @Field(() => UserRef, { nullable: true, description: 'You.' })
  user!: UserRef;
}
