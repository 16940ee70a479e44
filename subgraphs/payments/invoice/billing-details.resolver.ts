import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { BillingDetails } from './billing-details.entity';
import { SetBillingDetailsInput, SetBillingDetailsPayload } from './billing-details.input';
import { BillingDetailsService } from './billing-details.service';

@Resolver(() => UserRef)
export class BillingDetailsResolver {
  @FieldResolver(() => BillingDetails, {
    nullable: true,
    description: 'What they want to have on their invoices; null for everybody but themself.',
  })
  @Directive('@authenticated')
  billingDetails(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<BillingDetails | null> {
    return scope.get(BillingDetailsService).of(id);
  }

  @Mutation(() => SetBillingDetailsPayload, {
    description: 'Says what shall be on your next invoices. Those that were issued stay as they are.',
  })
  @Directive('@authenticated')
  async setBillingDetails(
    @Ctx() scope: Scope,
    @Arg('input', () => SetBillingDetailsInput) input: SetBillingDetailsInput,
  ): Promise<SetBillingDetailsPayload> {
    return { billingDetails: await scope.get(BillingDetailsService).set(input) };
  }
}
