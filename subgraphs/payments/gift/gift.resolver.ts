import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { EmailAddress } from '../../../kit/graphql/scalars';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { Order } from '../order/order.entity';
import { OrderLoaders } from '../order/order.loaders';
import type { PurchaseRefusal } from '../pricing/refusals';
import { Gift } from './gift.entity';
import {
  RedeemGiftInput,
  RedeemGiftResult,
  ResendGiftInput,
  ResendGiftPayload,
  RevealGiftCodeInput,
  RevealGiftCodePayload,
  type GiftNotValid,
  type RedeemGiftPayload,
} from './gift.input';
import { GiftLoaders } from './gift.loaders';
import { GiftRedemption } from './gift.redemption';
import { GiftService } from './gift.service';

@Resolver(() => Gift)
export class GiftResolver {
  @Query(() => Gift, {
    nullable: true,
    description: 'One gift: that you gave or redeemed, or of a seller whose payments you read.',
  })
  @Directive('@authenticated')
  gift(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Gift | null> {
    return scope.get(GiftLoaders).visible.load(id);
  }

  @Mutation(() => RedeemGiftResult, {
    description: 'Redeems a code that somebody was given. RATE_LIMITED after many that are not valid.',
  })
  @Directive('@authenticated')
  redeemGift(
    @Ctx() scope: Scope,
    @Arg('input', () => RedeemGiftInput) { code }: RedeemGiftInput,
  ): Promise<RedeemGiftPayload | PurchaseRefusal | GiftNotValid> {
    return scope.get(GiftRedemption).redeem(code);
  }

  @Mutation(() => RevealGiftCodePayload, {
    description: 'Shows the buyer a code to hand over themselves, once: asking again makes another. GIFT_NOT_WAITING.',
  })
  @Directive('@authenticated')
  revealGiftCode(
    @Ctx() scope: Scope,
    @Arg('input', () => RevealGiftCodeInput) { id }: RevealGiftCodeInput,
  ): Promise<RevealGiftCodePayload> {
    return scope.get(GiftService).reveal(id);
  }

  @Mutation(() => ResendGiftPayload, {
    description: 'Sends the letter again, with a new code. GIFT_NOT_WAITING, RATE_LIMITED.',
  })
  @Directive('@authenticated')
  async resendGift(
    @Ctx() scope: Scope,
    @Arg('input', () => ResendGiftInput) input: ResendGiftInput,
  ): Promise<ResendGiftPayload> {
    return { gift: await scope.get(GiftService).resend(input) };
  }

  @FieldResolver(() => EmailAddress, { nullable: true, description: 'Whom it is for; for its buyer, else null.' })
  recipientEmail(@Ctx() { viewer }: Scope, @Root() { buyerId, email }: Gift): string | null {
    return viewer.is(buyerId) ? email : null;
  }

  @FieldResolver(() => [CourseRef], { nullable: 'itemsAndList', description: 'The courses that it brings.' })
  async courses(@Ctx() scope: Scope, @Root() { id }: Gift): Promise<CourseRef[]> {
    return (await scope.get(GiftLoaders).courseIds.load(id)).map((courseId) => CourseRef.of(courseId));
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order; null for who does not see it.' })
  order(@Ctx() scope: Scope, @Root() { orderId }: Gift): Promise<Order | null> {
    return scope.get(OrderLoaders).visible.load(orderId);
  }
}

@Resolver(() => Order)
export class OrderGiftResolver {
  @FieldResolver(() => [Gift], { description: 'What in it is for somebody else.' })
  gifts(@Ctx() scope: Scope, @Root() { id }: Order): Promise<Gift[]> {
    return scope.get(GiftLoaders).ofOrder.load(id);
  }
}
