import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { ContactLoaders } from '../contact/contact.loaders';
import { SuppressionReason, Suppressions } from '../suppression/suppressions';
import { UserRef } from '../user/user.stub';
import { CheckEmailAddressPayload, ConfirmEmailAddressInput, ConfirmEmailAddressPayload } from './email-address.input';
import { EmailAddressService } from './email-address.service';

@Resolver(() => UserRef)
export class EmailAddressResolver {
  @FieldResolver(() => SuppressionReason, {
    nullable: true,
    description:
      'Why no letters about what happens go to their address; null where they do, and for anyone but them. `checkEmailAddress` ends it.',
  })
  @Directive('@authenticated')
  async emailSuppression(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<SuppressionReason | null> {
    const contact = scope.viewer.is(id) ? await scope.get(ContactLoaders).of.load(id) : null;
    return contact?.email ? scope.get(Suppressions).reasons.load(contact.email) : null;
  }

  @Mutation(() => CheckEmailAddressPayload, {
    description: 'Sends a code to your address, by which you show that letters reach you again.',
  })
  async checkEmailAddress(@Ctx() scope: Scope): Promise<CheckEmailAddressPayload> {
    return { user: UserRef.of(await scope.get(EmailAddressService).check()) };
  }

  @Mutation(() => ConfirmEmailAddressPayload, { description: 'Says the code that came to your address.' })
  async confirmEmailAddress(
    @Ctx() scope: Scope,
    @Arg('input', () => ConfirmEmailAddressInput, { description: 'The code.' }) { code }: ConfirmEmailAddressInput,
  ): Promise<ConfirmEmailAddressPayload> {
    return { user: UserRef.of(await scope.get(EmailAddressService).confirm(code)) };
  }
}
