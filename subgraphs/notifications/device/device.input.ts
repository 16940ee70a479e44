import { IsUUID, Length, ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserRef } from '../user/user.stub';

@InputType({ description: 'The keys of a push subscription.' })
export class PushKeysInput {
  @Field(() => String, { description: '`getKey("p256dh")` of the subscription, base64url.' })
  @Length(1, 200)
  p256dh!: string;

  @Field(() => String, { description: '`getKey("auth")` of the subscription, base64url.' })
  @Length(1, 100)
  auth!: string;
}

@InputType({ description: 'What `PushSubscription.toJSON()` gives in a browser.' })
export class RegisterPushSubscriptionInput {
  @Field(() => String, { description: 'The address at the browser’s push service.' })
  @Length(1, 2_000)
  endpoint!: string;

  @Field(() => PushKeysInput, { description: 'Its keys.' })
  @ValidateNested()
  keys!: PushKeysInput;
}

@InputType({ description: 'The device that is to show nothing any more: by one of the two.' })
export class RemovePushSubscriptionInput {
  @Field(() => String, { nullable: true, description: 'Its address, as the device itself knows it.' })
  @Length(1, 2_000)
  endpoint?: string | null;

  @Field(() => ID, { nullable: true, description: 'Its id, such as that of a device that was lost.' })
  @IsUUID()
  id?: string | null;
}

@ObjectType()
abstract class DevicePayload {
  @Field(() => UserRef, { nullable: true, description: 'You, with your devices.' })
  user!: UserRef | null;
}

@ObjectType({ description: 'The device shows push messages.' })
export class RegisterPushSubscriptionPayload extends DevicePayload {}

@ObjectType({ description: 'The device shows no push messages any more.' })
export class RemovePushSubscriptionPayload extends DevicePayload {}
