import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { PhoneNumber } from './phone-number.entity';
import {
  RemovePhoneNumberPayload,
  SetPhoneNumberInput,
  SetPhoneNumberPayload,
  VerifyPhoneNumberInput,
  VerifyPhoneNumberPayload,
} from './phone.input';
import { PhoneService } from './phone.service';
import { openNumber } from './sealed-number';

@Resolver(() => PhoneNumber)
export class PhoneResolver {
  @Mutation(() => SetPhoneNumberPayload, {
    description: 'Sends a code to your telephone number, by which you verify it. Text messages to the one before end.',
  })
  async setPhoneNumber(
    @Ctx() scope: Scope,
    @Arg('input', () => SetPhoneNumberInput, { description: 'The number.' }) { number }: SetPhoneNumberInput,
  ): Promise<SetPhoneNumberPayload> {
    return { user: UserRef.of(await scope.get(PhoneService).set(number)) };
  }

  @Mutation(() => VerifyPhoneNumberPayload, { description: 'Says the code that came to your number.' })
  async verifyPhoneNumber(
    @Ctx() scope: Scope,
    @Arg('input', () => VerifyPhoneNumberInput, { description: 'The code.' }) { code }: VerifyPhoneNumberInput,
  ): Promise<VerifyPhoneNumberPayload> {
    return { user: UserRef.of(await scope.get(PhoneService).verify(code)) };
  }

  @Mutation(() => RemovePhoneNumberPayload, { description: 'Forgets your telephone number.' })
  async removePhoneNumber(@Ctx() scope: Scope): Promise<RemovePhoneNumberPayload> {
    return { user: UserRef.of(await scope.get(PhoneService).remove()) };
  }

  @FieldResolver(() => String, { description: 'The number as ITU-T E.164 writes it.' })
  @Directive('@authenticated')
  number(@Ctx() scope: Scope, @Root() phone: PhoneNumber): string {
    return openNumber(scope.secrets, phone);
  }
}
