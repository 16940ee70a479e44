import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { CancelOrderInput, CancelOrderPayload } from '../order/order.input';
import { CheckoutInput, CheckoutQuoteInput, PayOrderInput } from './checkout.input';
import { CheckoutService } from './checkout.service';
import { CheckoutQuote, CheckoutResult, PayOrderPayload, type CheckoutOutcome } from './checkout.types';
import { PayingService } from './paying.service';

@Resolver()
export class CheckoutResolver {
  @Query(() => CheckoutQuote, {
    description: 'What a purchase would cost at this moment, tax included: what `checkout` asks as `expectedTotal`.',
  })
  @Directive('@authenticated')
  async checkoutQuote(
    @Ctx() scope: Scope,
    @Arg('input', () => CheckoutQuoteInput) input: CheckoutQuoteInput,
  ): Promise<CheckoutQuote> {
    return CheckoutQuote.of(await scope.get(CheckoutService).price(input));
  }

  @Mutation(() => CheckoutResult, {
    description:
      'Orders, and begins the payment. What costs nothing is paid at once. An order that is not paid expires by itself.',
  })
  @Directive('@authenticated')
  checkout(@Ctx() scope: Scope, @Arg('input', () => CheckoutInput) input: CheckoutInput): Promise<CheckoutOutcome> {
    return scope.get(CheckoutService).checkout(input);
  }

  @Mutation(() => PayOrderPayload, {
    description:
      'Goes on with the payment of an order of yours: with another card after a decline, or in another window.',
  })
  @Directive('@authenticated')
  payOrder(@Ctx() scope: Scope, @Arg('input', () => PayOrderInput) input: PayOrderInput): Promise<PayOrderPayload> {
    return scope.get(PayingService).pay(input);
  }

  @Mutation(() => CancelOrderPayload, {
    description: 'Gives up an order of yours that is not paid; what it held is given back.',
  })
  @Directive('@authenticated')
  async cancelOrder(
    @Ctx() scope: Scope,
    @Arg('input', () => CancelOrderInput) { id }: CancelOrderInput,
  ): Promise<CancelOrderPayload> {
    return { order: await scope.get(PayingService).cancel(id) };
  }
}
