import { Matches } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { sixDigits } from '../proof/proof.words';
import { UserRef } from '../user/user.stub';

@InputType({ description: 'That letters reach you.' })
export class ConfirmEmailAddressInput {
  @Field(() => String, { description: 'The six digits that came to your address.' })
  @Matches(sixDigits)
  code!: string;
}

@ObjectType()
abstract class EmailAddressPayload {
  @Field(() => UserRef, { nullable: true, description: 'You.' })
  user!: UserRef | null;
}

@ObjectType({ description: 'A code is on its way to your address.' })
export class CheckEmailAddressPayload extends EmailAddressPayload {}

@ObjectType({ description: 'Letters go to your address again.' })
export class ConfirmEmailAddressPayload extends EmailAddressPayload {}
