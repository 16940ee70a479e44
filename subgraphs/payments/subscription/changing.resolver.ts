import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { ChangeService } from './change.service';
import { SeatService } from './seat.service';
import { ChangeSubscriptionInput, SubscriptionChangeInput, SubscriptionSeatInput } from './subscription.input';
import {
  AssignSubscriptionSeatResult,
  ChangeSubscriptionResult,
  SubscriptionChangeOutlook,
  UnassignSubscriptionSeatPayload,
  type AssignOutcome,
  type ChangeOutcome,
  type PreviewOutcome,
} from './subscription.types';

@Resolver()
export class SubscriptionChangeResolver {
  @Query(() => SubscriptionChangeOutlook, {
    description: 'What another plan, rhythm or number of seats would cost at this moment; nothing happens.',
  })
  @Directive('@authenticated')
  previewSubscriptionChange(
    @Ctx() scope: Scope,
    @Arg('input', () => SubscriptionChangeInput) input: SubscriptionChangeInput,
  ): Promise<PreviewOutcome> {
    return scope.get(ChangeService).preview(input);
  }

  @Mutation(() => ChangeSubscriptionResult, {
    description:
      'Changes a subscription of yours as it was previewed: what is left of the period is credited, and what comes for the rest of it is charged at once.',
  })
  @Directive('@authenticated')
  changeSubscription(
    @Ctx() scope: Scope,
    @Arg('input', () => ChangeSubscriptionInput) input: ChangeSubscriptionInput,
  ): Promise<ChangeOutcome> {
    return scope.get(ChangeService).change(input);
  }

  @Mutation(() => AssignSubscriptionSeatResult, {
    description: 'Gives a seat of a subscription of yours to somebody; who has one keeps it.',
  })
  @Directive('@authenticated')
  assignSubscriptionSeat(
    @Ctx() scope: Scope,
    @Arg('input', () => SubscriptionSeatInput) input: SubscriptionSeatInput,
  ): Promise<AssignOutcome> {
    return scope.get(SeatService).assign(input);
  }

  @Mutation(() => UnassignSubscriptionSeatPayload, {
    description: 'Takes a seat of a subscription of yours back: what it opened closes at once.',
  })
  @Directive('@authenticated')
  async unassignSubscriptionSeat(
    @Ctx() scope: Scope,
    @Arg('input', () => SubscriptionSeatInput) input: SubscriptionSeatInput,
  ): Promise<UnassignSubscriptionSeatPayload> {
    return UnassignSubscriptionSeatPayload.of(await scope.get(SeatService).unassign(input));
  }
}
