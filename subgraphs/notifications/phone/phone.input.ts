import { Matches } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { sixDigits } from '../proof/proof.words';
import { UserRef } from '../user/user.stub';

/** A plus, the country's code and the number, at most fifteen digits. */
const e164 = /^\+[1-9]\d{6,14}$/;

@InputType({ description: 'Your telephone number.' })
export class SetPhoneNumberInput {
  @Field(() => String, { description: 'The number as ITU-T E.164 writes it, such as `+4915112345678`.' })
  @Matches(e164)
  number!: string;
}

@InputType({ description: 'That the number is yours.' })
export class VerifyPhoneNumberInput {
  @Field(() => String, { description: 'The six digits that came there.' })
  @Matches(sixDigits)
  code!: string;
}

@ObjectType()
abstract class PhonePayload {
  @Field(() => UserRef, { nullable: true, description: 'You, with your number.' })
  user!: UserRef | null;
}

@ObjectType({ description: 'A code is on its way to the number.' })
export class SetPhoneNumberPayload extends PhonePayload {}

@ObjectType({ description: 'The number is verified.' })
export class VerifyPhoneNumberPayload extends PhonePayload {}

@ObjectType({ description: 'There is no number any more.' })
export class RemovePhoneNumberPayload extends PhonePayload {}
