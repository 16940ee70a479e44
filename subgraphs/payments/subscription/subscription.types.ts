import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { DateTime } from '../../../kit/graphql/scalars';
import { Money } from '../../../kit/money/money';
import { declineMessage, DeclineReason, type Decline } from '../provider/declines';
import { PlanSubscription } from './subscription.entity';
import { SubscriptionSeat } from './subscription-seat.entity';

const secret =
  "For the provider's code in the browser, which asks for the card or goes on with 3-D Secure. Shown to the subscriber here, nowhere else; null where nothing is to be done with it.";

@ObjectType({ description: 'What a subscription would cost.' })
export class SubscriptionQuote {
  @Field(() => Money, { description: 'What each period costs, tax included: `expectedTotal` of `subscribe`.' })
  total!: Money;

  @Field(() => Money, { description: 'The tax in it.' })
  tax!: Money;

  @Field(() => Int, { description: 'Days that cost nothing before; 0 where the viewer had them already.' })
  trialDays!: number;
}

@ObjectType({
  description:
    'The subscription is there. It opens courses once `subscription.state` says so: follow `subscriptionChanged`.',
})
export class SubscribePayload {
  @Field(() => PlanSubscription, { description: 'The subscription.' })
  subscription!: PlanSubscription;

  @Field(() => String, { nullable: true, description: secret })
  clientSecret!: string | null;
}

@ObjectType({ implements: Refusal, description: 'They have a subscription to this plan.' })
export class AlreadySubscribed extends Refusal {
  @Field(() => PlanSubscription, { description: 'The one that they have; it may wait for its first payment.' })
  subscription!: PlanSubscription;

  static of(subscription: PlanSubscription): AlreadySubscribed {
    const said = { code: 'ALREADY_SUBSCRIBED', message: 'There is a subscription to this plan.' };
    return Object.assign(new AlreadySubscribed(), { ...said, subscription });
  }
}

@ObjectType({ implements: Refusal, description: 'Nobody can subscribe to that, or not in this way.' })
export class PlanUnavailable extends Refusal {
  static because(message: string): PlanUnavailable {
    return Object.assign(new PlanUnavailable(), { code: 'PLAN_UNAVAILABLE', message });
  }
}

@ObjectType({
  implements: Refusal,
  description: 'It costs something else than the subscriber saw. Show it, and ask again.',
})
export class SubscriptionPriceDiffers extends Refusal {
  @Field(() => SubscriptionQuote, { description: 'What it costs now.' })
  quote!: SubscriptionQuote;

  static of(quote: SubscriptionQuote): SubscriptionPriceDiffers {
    const said = { code: 'SUBSCRIPTION_PRICE_DIFFERS', message: 'It costs something else.' };
    return Object.assign(new SubscriptionPriceDiffers(), { ...said, quote });
  }
}

@ObjectType({ implements: Refusal, description: 'The card was declined: nothing was done.' })
export class SubscriptionPaymentDeclined extends Refusal {
  @Field(() => DeclineReason, { description: 'What to tell the subscriber, in your own words.' })
  reason!: DeclineReason;

  static of({ reason }: Decline): SubscriptionPaymentDeclined {
    const said = { code: 'PAYMENT_DECLINED', message: declineMessage(reason) };
    return Object.assign(new SubscriptionPaymentDeclined(), { ...said, reason });
  }
}

@ObjectType({ description: 'One line of what a change costs.' })
export class SubscriptionChangeLine {
  @Field(() => String, { description: 'What it is for, in English.' })
  title!: string;

  @Field(() => Money, { description: 'What it costs, tax included; negative for what is credited.' })
  amount!: Money;
}

@ObjectType({ description: 'What a change of a subscription would cost at this moment, as the provider counts it.' })
export class SubscriptionChangePreview {
  @Field(() => DateTime, { description: 'The moment from which it would count: hand it to `changeSubscription`.' })
  at!: Date;

  @Field(() => Money, { description: 'All lines together; negative where more is credited than charged.' })
  total!: Money;

  @Field(() => Money, {
    description: 'What would be charged at once. What is credited makes the next payments smaller.',
  })
  dueNow!: Money;

  @Field(() => [SubscriptionChangeLine], { description: 'What it is made of; nothing during a trial.' })
  lines!: SubscriptionChangeLine[];
}

@ObjectType({
  implements: Refusal,
  description: 'The change costs something else than what was previewed. Show it, and ask again.',
})
export class SubscriptionChangeDiffers extends Refusal {
  @Field(() => SubscriptionChangePreview, { description: 'What it costs now.' })
  preview!: SubscriptionChangePreview;

  static of(preview: SubscriptionChangePreview): SubscriptionChangeDiffers {
    const said = { code: 'SUBSCRIPTION_CHANGE_DIFFERS', message: 'The change costs something else.' };
    return Object.assign(new SubscriptionChangeDiffers(), { ...said, preview });
  }
}

@ObjectType({ implements: Refusal, description: 'There are fewer seats than people who have one.' })
export class SeatsTaken extends Refusal {
  @Field(() => Int, { description: 'How many have one.' })
  taken!: number;

  static of(taken: number): SeatsTaken {
    const said = { code: 'SEATS_TAKEN', message: 'No seat is free: take one back, or pay for more.' };
    return Object.assign(new SeatsTaken(), { ...said, taken });
  }
}

/** What became of a subscription. */
@ObjectType()
abstract class SubscriptionPayload {
  @Field(() => PlanSubscription, { description: 'The subscription as it is now.' })
  subscription!: PlanSubscription;

  static of<T extends SubscriptionPayload>(this: new () => T, subscription: PlanSubscription): T {
    return Object.assign(new this(), { subscription });
  }
}

@ObjectType({ description: 'It ends with the period that is paid, or has ended.' })
export class CancelSubscriptionPayload extends SubscriptionPayload {}

@ObjectType({ description: 'It goes on.' })
export class KeepSubscriptionPayload extends SubscriptionPayload {}

@ObjectType({ description: 'It is not charged any more.' })
export class PauseSubscriptionPayload extends SubscriptionPayload {}

@ObjectType({ description: 'It is charged again.' })
export class ResumeSubscriptionPayload extends SubscriptionPayload {}

@ObjectType({ description: 'Its next invoice is for that place.' })
export class SetSubscriptionPlacePayload extends SubscriptionPayload {}

@ObjectType({ description: 'It has ended.' })
export class EndSubscriptionPayload extends SubscriptionPayload {}

@ObjectType({ description: 'It is what was previewed.' })
export class ChangeSubscriptionPayload extends SubscriptionPayload {}

@ObjectType({ description: 'The seat is free.' })
export class UnassignSubscriptionSeatPayload extends SubscriptionPayload {}

@ObjectType({ description: 'It is charged to that card from now on.' })
export class SetSubscriptionPaymentMethodPayload extends SubscriptionPayload {
  @Field(() => String, { nullable: true, description: secret })
  clientSecret!: string | null;
}

@ObjectType({ description: 'The seat is theirs.' })
export class AssignSubscriptionSeatPayload {
  @Field(() => PlanSubscription, { description: 'The subscription.' })
  subscription!: PlanSubscription;

  @Field(() => SubscriptionSeat, { description: 'The seat.' })
  seat!: SubscriptionSeat;

  static of(subscription: PlanSubscription, seat: SubscriptionSeat): AssignSubscriptionSeatPayload {
    return Object.assign(new AssignSubscriptionSeatPayload(), { subscription, seat });
  }
}

export type SubscribeRefusal = AlreadySubscribed | PlanUnavailable | SubscriptionPriceDiffers;
export type SubscribeOutcome = SubscribePayload | SubscribeRefusal;
export const SubscribeResult = createUnionType({
  name: 'SubscribeResult',
  description: 'A subscription, or why there is none. Branch on `__typename`.',
  types: () => [SubscribePayload, AlreadySubscribed, PlanUnavailable, SubscriptionPriceDiffers] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

export type ResumeOutcome = ResumeSubscriptionPayload | SubscriptionPaymentDeclined;
export const ResumeSubscriptionResult = createUnionType({
  name: 'ResumeSubscriptionResult',
  description: 'The subscription, or why the card did not pay. Branch on `__typename`.',
  types: () => [ResumeSubscriptionPayload, SubscriptionPaymentDeclined] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

export type SetMethodOutcome = SetSubscriptionPaymentMethodPayload | SubscriptionPaymentDeclined;
export const SetSubscriptionPaymentMethodResult = createUnionType({
  name: 'SetSubscriptionPaymentMethodResult',
  description: 'The subscription, or why the card did not pay what is open. Branch on `__typename`.',
  types: () => [SetSubscriptionPaymentMethodPayload, SubscriptionPaymentDeclined] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

export type PreviewOutcome = SubscriptionChangePreview | PlanUnavailable | SeatsTaken;
export const SubscriptionChangeOutlook = createUnionType({
  name: 'SubscriptionChangeOutlook',
  description: 'What a change would cost, or why it cannot be made. Branch on `__typename`.',
  types: () => [SubscriptionChangePreview, PlanUnavailable, SeatsTaken] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

export type ChangeOutcome =
  ChangeSubscriptionPayload | SubscriptionChangeDiffers | SubscriptionPaymentDeclined | PlanUnavailable | SeatsTaken;
export const ChangeSubscriptionResult = createUnionType({
  name: 'ChangeSubscriptionResult',
  description: 'The subscription, or why it was not changed. Branch on `__typename`.',
  types: () =>
    [
      ChangeSubscriptionPayload,
      SubscriptionChangeDiffers,
      SubscriptionPaymentDeclined,
      PlanUnavailable,
      SeatsTaken,
    ] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

export type AssignOutcome = AssignSubscriptionSeatPayload | SeatsTaken;
export const AssignSubscriptionSeatResult = createUnionType({
  name: 'AssignSubscriptionSeatResult',
  description: 'The seat, or why there is none. Branch on `__typename`.',
  types: () => [AssignSubscriptionSeatPayload, SeatsTaken] as const,
  resolveType: (outcome) => outcome.constructor as never,
});
