import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { Url } from '../../../kit/graphql/scalars';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { roleOf } from './earnings';
import { PayoutRun } from './payout-run.entity';
import { PayoutSending } from './payout-sending';
import { Payout } from './payout.entity';
import { EarningsRole, PayoutConnection, PayoutsArgs, ReversePayoutInput, ReversePayoutPayload } from './payout.input';
import { PayoutLists } from './payout.lists';
import { PayoutLoaders } from './payout.loaders';
import { statementUrl } from './statement.route';

@Resolver(() => Payout)
export class PayoutResolver {
  @Query(() => Payout, {
    nullable: true,
    description: 'One payout: your own, or any where you read the payments of the marketplace; else null.',
  })
  @Directive('@authenticated')
  payout(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Payout | null> {
    return scope.get(PayoutLoaders).visible.load(id);
  }

  @Query(() => PayoutConnection, { description: 'The payouts that you may see, the newest first.' })
  @ListSize()
  @Directive('@authenticated')
  payouts(@Ctx() scope: Scope, @Args(() => PayoutsArgs) args: PayoutsArgs): Promise<Page<Payout>> {
    return scope.get(PayoutLists).payouts(args);
  }

  @Mutation(() => ReversePayoutPayload, {
    description: 'Takes back a payout that was paid; it is owed again. Needs `payments.manage` in the marketplace.',
  })
  @Directive('@authenticated')
  async reversePayout(
    @Ctx() scope: Scope,
    @Arg('input', () => ReversePayoutInput) { id }: ReversePayoutInput,
  ): Promise<ReversePayoutPayload> {
    return { payout: await scope.get(PayoutSending).reverse(id) };
  }

  @FieldResolver(() => Money, { description: 'How much.' })
  amount(@Root() { minor, currency }: Payout): Money {
    return Money.of(minor, currency);
  }

  @FieldResolver(() => EarningsRole, { description: 'As what they earned it.' })
  role(@Root() { account }: Payout): EarningsRole {
    return roleOf(account);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who gets it.' })
  user(@Root() { userId }: Payout): UserRef {
    return UserRef.of(userId);
  }

  @FieldResolver(() => PayoutRun, { nullable: true, description: 'The run; null for who gets it.' })
  run(@Ctx() scope: Scope, @Root() { runId }: Payout): Promise<PayoutRun | null> {
    return scope.get(PayoutLoaders).run.load(runId);
  }

  @FieldResolver(() => Url, {
    description: 'Where its statement is fetched as PDF, by who may see it: send the access token.',
  })
  statementPdfUrl(@Ctx() scope: Scope, @Root() { id }: Payout): string {
    return statementUrl(scope.config.PUBLIC_URL, `payouts/${id}.pdf`);
  }

  @FieldResolver(() => Url, { description: 'The same as CSV, sale by sale.' })
  statementCsvUrl(@Ctx() scope: Scope, @Root() { id }: Payout): string {
    return statementUrl(scope.config.PUBLIC_URL, `payouts/${id}.csv`);
  }
}
