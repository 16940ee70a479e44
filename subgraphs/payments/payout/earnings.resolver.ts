import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { EarningsLoaders } from './earnings';
import { PayoutAccount } from './payout-account.entity';
import { PayoutAccounts } from './payout-accounts';
import type { Payout } from './payout.entity';
import {
  Earnings,
  OnboardPayoutsInput,
  OnboardPayoutsPayload,
  PayoutConnection,
  RefreshPayoutAccountPayload,
} from './payout.input';
import { PayoutLoaders } from './payout.loaders';

@Resolver(() => UserRef)
export class EarningsResolver {
  @FieldResolver(() => [Earnings], {
    nullable: true,
    description: 'What they earned, by currency; null for anyone but them and the staff of the marketplace.',
  })
  @Directive('@authenticated')
  earnings(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<Earnings[] | null> {
    return scope.get(EarningsLoaders).of(id);
  }

  @FieldResolver(() => PayoutConnection, {
    nullable: true,
    description: 'What they were paid, the newest first; null for anyone but them and the staff of the marketplace.',
  })
  @ListSize()
  @Directive('@authenticated')
  payouts(
    @Ctx() scope: Scope,
    @Root() { id }: UserRef,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Payout> | null> {
    return scope.get(PayoutLoaders).ofUser(id, args);
  }

  @FieldResolver(() => PayoutAccount, {
    nullable: true,
    description: 'Where they are paid; null for anyone but them, and until they have said so.',
  })
  @Directive('@authenticated')
  payoutAccount(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<PayoutAccount | null> {
    return scope.get(PayoutAccounts).of(id);
  }

  @Mutation(() => OnboardPayoutsPayload, {
    description: 'Gives a page of the payment provider on which you say where you are paid. PAYMENTS_UNAVAILABLE.',
  })
  @Directive('@authenticated')
  async onboardPayouts(
    @Ctx() scope: Scope,
    @Arg('input', () => OnboardPayoutsInput) input: OnboardPayoutsInput,
  ): Promise<OnboardPayoutsPayload> {
    return { url: await scope.get(PayoutAccounts).onboard(input) };
  }

  @Mutation(() => RefreshPayoutAccountPayload, {
    description:
      'Looks at your account at the provider again: call it when you come back from there. PAYMENTS_UNAVAILABLE.',
  })
  @Directive('@authenticated')
  async refreshPayoutAccount(@Ctx() scope: Scope): Promise<RefreshPayoutAccountPayload> {
    return { payoutAccount: await scope.get(PayoutAccounts).refresh() };
  }
}
