import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { PlaceService } from './place.service';
import { SubscribeService } from './subscribe.service';
import {
  EndSubscriptionInput,
  OwnSubscriptionInput,
  SetSubscriptionPaymentMethodInput,
  SetSubscriptionPlaceInput,
  SubscribeInput,
  SubscriptionQuoteInput,
} from './subscription.input';
import { SubscriptionService } from './subscription.service';
import {
  CancelSubscriptionPayload,
  EndSubscriptionPayload,
  KeepSubscriptionPayload,
  PauseSubscriptionPayload,
  ResumeSubscriptionResult,
  SetSubscriptionPaymentMethodResult,
  SetSubscriptionPlacePayload,
  SubscribeResult,
  SubscriptionQuote,
  type ResumeOutcome,
  type SetMethodOutcome,
  type SubscribeOutcome,
} from './subscription.types';

@Resolver()
export class SubscribingResolver {
  @Query(() => SubscriptionQuote, {
    nullable: true,
    description: 'What a subscription would cost, tax included; null where nobody can subscribe to that.',
  })
  @Directive('@authenticated')
  subscriptionQuote(
    @Ctx() scope: Scope,
    @Arg('input', () => SubscriptionQuoteInput) input: SubscriptionQuoteInput,
  ): Promise<SubscriptionQuote | null> {
    return scope.get(SubscribeService).quote(input);
  }

  @Mutation(() => SubscribeResult, {
    description: 'Subscribes, and begins the first payment; a trial costs nothing, once per person and plan.',
  })
  @Directive('@authenticated')
  subscribe(@Ctx() scope: Scope, @Arg('input', () => SubscribeInput) input: SubscribeInput): Promise<SubscribeOutcome> {
    return scope.get(SubscribeService).subscribe(input);
  }

  @Mutation(() => CancelSubscriptionPayload, {
    description:
      'Ends a subscription of yours with the period that is paid; where nothing is paid, at once. `keepSubscription` takes it back.',
  })
  @Directive('@authenticated')
  async cancelSubscription(
    @Ctx() scope: Scope,
    @Arg('input', () => OwnSubscriptionInput) { id }: OwnSubscriptionInput,
  ): Promise<CancelSubscriptionPayload> {
    return CancelSubscriptionPayload.of(await scope.get(SubscriptionService).cancel(id));
  }

  @Mutation(() => KeepSubscriptionPayload, { description: 'Lets a subscription of yours go on that was to end.' })
  @Directive('@authenticated')
  async keepSubscription(
    @Ctx() scope: Scope,
    @Arg('input', () => OwnSubscriptionInput) { id }: OwnSubscriptionInput,
  ): Promise<KeepSubscriptionPayload> {
    return KeepSubscriptionPayload.of(await scope.get(SubscriptionService).keep(id));
  }

  @Mutation(() => PauseSubscriptionPayload, {
    description: 'Pauses a subscription of yours: it is not charged, and opens courses until the end of what is paid.',
  })
  @Directive('@authenticated')
  async pauseSubscription(
    @Ctx() scope: Scope,
    @Arg('input', () => OwnSubscriptionInput) { id }: OwnSubscriptionInput,
  ): Promise<PauseSubscriptionPayload> {
    return PauseSubscriptionPayload.of(await scope.get(SubscriptionService).pause(id));
  }

  @Mutation(() => ResumeSubscriptionResult, {
    description: 'Goes on after a pause. Where what was paid is used up, a period begins and is charged now.',
  })
  @Directive('@authenticated')
  resumeSubscription(
    @Ctx() scope: Scope,
    @Arg('input', () => OwnSubscriptionInput) { id }: OwnSubscriptionInput,
  ): Promise<ResumeOutcome> {
    return scope.get(SubscriptionService).resume(id);
  }

  @Mutation(() => SetSubscriptionPaymentMethodResult, {
    description: 'Takes another card for a subscription of yours; what is open is charged to it at once.',
  })
  @Directive('@authenticated')
  setSubscriptionPaymentMethod(
    @Ctx() scope: Scope,
    @Arg('input', () => SetSubscriptionPaymentMethodInput) input: SetSubscriptionPaymentMethodInput,
  ): Promise<SetMethodOutcome> {
    return scope.get(SubscriptionService).setMethod(input);
  }

  @Mutation(() => SetSubscriptionPlacePayload, {
    description:
      'Says where the subscriber of a subscription of yours is now: by that its next invoices are taxed. Those that were issued stay.',
  })
  @Directive('@authenticated')
  async setSubscriptionPlace(
    @Ctx() scope: Scope,
    @Arg('input', () => SetSubscriptionPlaceInput) input: SetSubscriptionPlaceInput,
  ): Promise<SetSubscriptionPlacePayload> {
    return SetSubscriptionPlacePayload.of(await scope.get(PlaceService).set(input));
  }

  @Mutation(() => EndSubscriptionPayload, {
    description: 'Ends a subscription of somebody at once. Needs `payments.manage` at its seller.',
  })
  @Directive('@authenticated')
  async endSubscription(
    @Ctx() scope: Scope,
    @Arg('input', () => EndSubscriptionInput) input: EndSubscriptionInput,
  ): Promise<EndSubscriptionPayload> {
    return EndSubscriptionPayload.of(await scope.get(SubscriptionService).endByStaff(input));
  }
}
