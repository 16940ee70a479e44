import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { Url } from '../../../kit/graphql/scalars';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { PayoutRun } from './payout-run.entity';
import { PayoutRuns } from './payout-runs';
import type { Payout } from './payout.entity';
import { PayoutConnection, PayoutRunConnection, RunPayoutsInput, RunPayoutsPayload } from './payout.input';
import { PayoutLists } from './payout.lists';
import { PayoutLoaders } from './payout.loaders';
import { statementUrl } from './statement.route';

const auditors = 'Needs `payments.read` in the marketplace; else null.';

@Resolver(() => PayoutRun)
export class PayoutRunResolver {
  @Query(() => PayoutRun, { nullable: true, description: `One payout run. ${auditors}` })
  @Directive('@authenticated')
  payoutRun(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<PayoutRun | null> {
    return scope.get(PayoutLoaders).run.load(id);
  }

  @Query(() => PayoutRunConnection, { nullable: true, description: `Payout runs, the newest first. ${auditors}` })
  @ListSize()
  @Directive('@authenticated')
  payoutRuns(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<PayoutRun> | null> {
    return scope.get(PayoutLists).runs(args);
  }

  @Mutation(() => RunPayoutsPayload, {
    description:
      'Pays everybody who is owed enough, or says what that would be. Needs `payments.manage` in the marketplace. PAYOUTS_UNDER_WAY.',
  })
  @Directive('@authenticated')
  @Directive('@cost(weight: 100)')
  runPayouts(
    @Ctx() scope: Scope,
    @Arg('input', () => RunPayoutsInput) input: RunPayoutsInput,
  ): Promise<RunPayoutsPayload> {
    return scope.get(PayoutRuns).run(input);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who asked for it; null where the calendar did.' })
  startedBy(@Root() { startedBy }: PayoutRun): UserRef | null {
    return startedBy === null ? null : UserRef.of(startedBy);
  }

  @FieldResolver(() => PayoutConnection, { description: 'Its payouts.' })
  @ListSize()
  payouts(@Ctx() scope: Scope, @Root() { id }: PayoutRun, @Args(() => PageArgs) args: PageArgs): Promise<Page<Payout>> {
    return scope.get(PayoutLoaders).ofRun(id, args);
  }

  @FieldResolver(() => Url, { description: 'Where its statement is fetched as PDF: send the access token.' })
  statementPdfUrl(@Ctx() scope: Scope, @Root() { id }: PayoutRun): string {
    return statementUrl(scope.config.PUBLIC_URL, `payout-runs/${id}.pdf`);
  }

  @FieldResolver(() => Url, { description: 'The same as CSV, payout by payout.' })
  statementCsvUrl(@Ctx() scope: Scope, @Root() { id }: PayoutRun): string {
    return statementUrl(scope.config.PUBLIC_URL, `payout-runs/${id}.csv`);
  }
}
