import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { CurrencyCode } from '../../../kit/graphql/scalars';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { Bundle } from '../bundle/bundle.entity';
import { BundleLoaders } from '../bundle/bundle.loaders';
import { AppliedCoupon, appliedCoupons, RefusedCoupon } from '../pricing/pricing.types';
import { UserRef } from '../user/user.stub';
import { CartAccess } from './cart.access';
import { Cart } from './cart.entity';
import { cartToken } from './cart.token';
import { CartLine } from './cart.types';
import { CartViews } from './cart.views';

@Resolver(() => Cart)
export class CartResolver {
  @Query(() => Cart, {
    nullable: true,
    description: 'Your own cart by its id; null for any other. See `User.cart`, too.',
  })
  @Directive('@authenticated')
  cart(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Cart | null> {
    return scope.get(CartAccess).ownById(id);
  }

  @Query(() => Cart, { nullable: true, description: "A guest's cart, by its token; null where that opens nothing." })
  guestCart(
    @Ctx() scope: Scope,
    @Arg('token', () => String, { description: '`Cart.token`, as `addToCart` gave it.' }) token: string,
  ): Promise<Cart | null> {
    return scope.get(CartAccess).guests(token);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "What opens a guest's cart: keep it like a password. Null for a person's own cart.",
  })
  token(@Ctx() { secrets }: Scope, @Root() { id, userId }: Cart): string | null {
    return userId === null ? cartToken(secrets, id) : null;
  }

  @FieldResolver(() => [CartLine], { description: 'What is in it, in the order of putting in; at most 50.' })
  async lines(@Ctx() scope: Scope, @Root() cart: Cart): Promise<readonly CartLine[]> {
    return (await scope.get(CartViews).of(cart)).lines;
  }

  @FieldResolver(() => CurrencyCode, {
    description: 'The currency of all its amounts: `preferredCurrency` where everything has a price in it.',
  })
  async currency(@Ctx() scope: Scope, @Root() cart: Cart): Promise<string> {
    return (await scope.get(CartViews).of(cart)).quote.currency;
  }

  @FieldResolver(() => CurrencyCode, { description: 'The currency that was asked for.' })
  preferredCurrency(@Root() { currency }: Cart): string {
    return currency;
  }

  @FieldResolver(() => Money, { description: 'What can be bought costs this by the price lists.' })
  listPrice(@Ctx() scope: Scope, @Root() cart: Cart): Promise<Money> {
    return amount(scope, cart, 'list');
  }

  @FieldResolver(() => Money, { description: 'What bundles, campaigns and coupons take off.' })
  discount(@Ctx() scope: Scope, @Root() cart: Cart): Promise<Money> {
    return amount(scope, cart, 'discount');
  }

  @FieldResolver(() => Money, { description: 'What is left to pay, before tax that is added to prices.' })
  subtotal(@Ctx() scope: Scope, @Root() cart: Cart): Promise<Money> {
    return amount(scope, cart, 'subtotal');
  }

  @FieldResolver(() => [AppliedCoupon], { description: 'The coupons that take something off now.' })
  async coupons(@Ctx() scope: Scope, @Root() cart: Cart): Promise<AppliedCoupon[]> {
    return appliedCoupons((await scope.get(CartViews).of(cart)).quote);
  }

  @FieldResolver(() => [RefusedCoupon], { description: 'Coupons that were entered and take nothing off now.' })
  async refusedCoupons(@Ctx() scope: Scope, @Root() cart: Cart): Promise<readonly RefusedCoupon[]> {
    return (await scope.get(CartViews).of(cart)).quote.refusedCoupons;
  }
}

async function amount(scope: Scope, cart: Cart, of: 'list' | 'discount' | 'subtotal'): Promise<Money> {
  const { quote } = await scope.get(CartViews).of(cart);
  return Money.of(quote[of], quote.currency);
}

@Resolver(() => CartLine)
export class CartLineResolver {
  @FieldResolver(() => Bundle, {
    nullable: true,
    description: 'The bundle; null for a course, and for what is not sold any more.',
  })
  async bundle(@Ctx() scope: Scope, @Root() { bundleId }: CartLine): Promise<Bundle | null> {
    return bundleId === null ? null : scope.get(BundleLoaders).visible.load(bundleId);
  }
}

@Resolver(() => UserRef)
export class UserCartResolver {
  @FieldResolver(() => Cart, {
    nullable: true,
    description: 'Their cart; null while they have none, and for anyone but them.',
  })
  @Directive('@authenticated')
  async cart(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<Cart | null> {
    return scope.viewer.is(id) ? scope.get(CartAccess).own() : null;
  }
}
