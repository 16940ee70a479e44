import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { PhoneNumber } from './phone-number.entity';
import { PhoneLoaders } from './phone.loaders';

@Resolver(() => UserRef)
export class UserPhoneResolver {
  @FieldResolver(() => PhoneNumber, {
    nullable: true,
    description: 'Where text messages to them go; null where nowhere, and for anyone but them.',
  })
  @Directive('@authenticated')
  phoneNumber(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<PhoneNumber | null> | null {
    return scope.viewer.is(id) ? scope.get(PhoneLoaders).of.load(id) : null;
  }
}
