import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { PaymentMethod } from './payment-method.entity';
import {
  AddPaymentMethodInput,
  AddPaymentMethodPayload,
  ConfirmPaymentMethodInput,
  ConfirmPaymentMethodPayload,
  RemovePaymentMethodInput,
  RemovePaymentMethodPayload,
  SetDefaultPaymentMethodInput,
  SetDefaultPaymentMethodPayload,
} from './payment-method.input';
import { PaymentMethodLoaders } from './payment-method.loaders';
import { PaymentMethodService } from './payment-method.service';

@Resolver(() => PaymentMethod)
export class PaymentMethodResolver {
  @Query(() => PaymentMethod, { nullable: true, description: 'One of your saved cards; else null.' })
  @Directive('@authenticated')
  paymentMethod(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<PaymentMethod | null> {
    return scope.get(PaymentMethodLoaders).own.load(id);
  }

  @Mutation(() => AddPaymentMethodPayload, {
    description: 'Begins to save a card: in the client by `clientSecret`, or on the page of the provider.',
  })
  @Directive('@authenticated')
  addPaymentMethod(
    @Ctx() scope: Scope,
    @Arg('input', () => AddPaymentMethodInput) input: AddPaymentMethodInput,
  ): Promise<AddPaymentMethodPayload> {
    return scope.get(PaymentMethodService).begin(input);
  }

  @Mutation(() => ConfirmPaymentMethodPayload, {
    description: 'Shows the card that was saved; without it, it appears a moment later by itself.',
  })
  @Directive('@authenticated')
  async confirmPaymentMethod(
    @Ctx() scope: Scope,
    @Arg('input', () => ConfirmPaymentMethodInput) { setupId }: ConfirmPaymentMethodInput,
  ): Promise<ConfirmPaymentMethodPayload> {
    return { paymentMethod: await scope.get(PaymentMethodService).confirm(setupId) };
  }

  @Mutation(() => SetDefaultPaymentMethodPayload, { description: 'Says which card is taken where none is named.' })
  @Directive('@authenticated')
  async setDefaultPaymentMethod(
    @Ctx() scope: Scope,
    @Arg('input', () => SetDefaultPaymentMethodInput) { id }: SetDefaultPaymentMethodInput,
  ): Promise<SetDefaultPaymentMethodPayload> {
    return { paymentMethods: await scope.get(PaymentMethodService).makeDefault(id) };
  }

  @Mutation(() => RemovePaymentMethodPayload, { description: 'Forgets a card, here and at the provider.' })
  @Directive('@authenticated')
  async removePaymentMethod(
    @Ctx() scope: Scope,
    @Arg('input', () => RemovePaymentMethodInput) { id }: RemovePaymentMethodInput,
  ): Promise<RemovePaymentMethodPayload> {
    return { paymentMethods: await scope.get(PaymentMethodService).remove(id) };
  }
}
