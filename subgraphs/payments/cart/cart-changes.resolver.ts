import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import type { CouponRefused } from '../pricing/refusals';
import {
  AcceptCartPricesInput,
  AcceptCartPricesPayload,
  AddToCartInput,
  type AddToCartOutcome,
  AddToCartResult,
  ApplyCouponInput,
  type ApplyCouponPayload,
  ApplyCouponResult,
  MergeCartInput,
  MergeCartPayload,
  RemoveCouponInput,
  RemoveCouponPayload,
  RemoveFromCartInput,
  RemoveFromCartPayload,
  SetCartCurrencyInput,
  SetCartCurrencyPayload,
} from './cart.input';
import { CartMerging } from './cart.merging';
import { CartService } from './cart.service';

/** Open to guests: a guest's cart opens with its token, and a person's to that person only. */
@Resolver()
export class CartChangesResolver {
  @Mutation(() => AddToCartResult, {
    description:
      "Puts a course or a bundle into your cart, or into a guest's. A guest's first one makes the cart; read its `token`.",
  })
  addToCart(@Ctx() scope: Scope, @Arg('input', () => AddToCartInput) input: AddToCartInput): Promise<AddToCartOutcome> {
    return scope.get(CartService).add(input);
  }

  @Mutation(() => RemoveFromCartPayload, { description: 'Takes a line out of a cart.' })
  async removeFromCart(
    @Ctx() scope: Scope,
    @Arg('input', () => RemoveFromCartInput) input: RemoveFromCartInput,
  ): Promise<RemoveFromCartPayload> {
    return { cart: await scope.get(CartService).remove(input) };
  }

  @Mutation(() => SetCartCurrencyPayload, { description: 'Asks for a cart in another currency. Nothing is converted.' })
  async setCartCurrency(
    @Ctx() scope: Scope,
    @Arg('input', () => SetCartCurrencyInput) input: SetCartCurrencyInput,
  ): Promise<SetCartCurrencyPayload> {
    return { cart: await scope.get(CartService).setCurrency(input) };
  }

  @Mutation(() => ApplyCouponResult, { description: 'Enters a code. RATE_LIMITED after many that are not valid.' })
  applyCoupon(
    @Ctx() scope: Scope,
    @Arg('input', () => ApplyCouponInput) input: ApplyCouponInput,
  ): Promise<ApplyCouponPayload | CouponRefused> {
    return scope.get(CartService).applyCoupon(input);
  }

  @Mutation(() => RemoveCouponPayload, { description: 'Takes a code back that was entered.' })
  async removeCoupon(
    @Ctx() scope: Scope,
    @Arg('input', () => RemoveCouponInput) input: RemoveCouponInput,
  ): Promise<RemoveCouponPayload> {
    return { cart: await scope.get(CartService).removeCoupon(input) };
  }

  @Mutation(() => AcceptCartPricesPayload, { description: 'Says that the prices of this moment were seen.' })
  async acceptCartPrices(
    @Ctx() scope: Scope,
    @Arg('input', () => AcceptCartPricesInput) input: AcceptCartPricesInput,
  ): Promise<AcceptCartPricesPayload> {
    return { cart: await scope.get(CartService).acceptPrices(input) };
  }

  @Mutation(() => MergeCartPayload, {
    description:
      "After logging in: makes a guest's cart part of your own. What you have, or have in your cart, does not come along. Doing it again changes nothing.",
  })
  @Directive('@authenticated')
  mergeCart(@Ctx() scope: Scope, @Arg('input', () => MergeCartInput) input: MergeCartInput): Promise<MergeCartPayload> {
    return scope.get(CartMerging).merge(input.token);
  }
}
