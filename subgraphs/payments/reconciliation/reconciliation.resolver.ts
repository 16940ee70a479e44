import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { LedgerCause } from '../ledger/ledger-transaction.entity';
import { ReconciliationDifference } from './difference.entity';
import { Reconciliation } from './reconciliation.entity';
import {
  DifferencesArgs,
  ReconcileInput,
  ReconcilePayload,
  ReconciledBalance,
  ReconciliationConnection,
  ReconciliationDifferenceConnection,
} from './reconciliation.input';
import { ReconciliationLoaders } from './reconciliation.loaders';
import { ReconciliationService } from './reconciliation.service';

const auditors = 'Needs `payments.read` in the marketplace; else null.';

@Resolver(() => Reconciliation)
export class ReconciliationResolver {
  @Query(() => Reconciliation, { nullable: true, description: `One comparison with the provider. ${auditors}` })
  @Directive('@authenticated')
  reconciliation(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Reconciliation | null> {
    return scope.get(ReconciliationLoaders).visible.load(id);
  }

  @Query(() => ReconciliationConnection, {
    nullable: true,
    description: `Comparisons with the provider, the newest first. ${auditors}`,
  })
  @ListSize()
  @Directive('@authenticated')
  reconciliations(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<Reconciliation> | null> {
    return scope.get(ReconciliationService).list(args);
  }

  @Mutation(() => ReconcilePayload, {
    description: 'Compares the ledger with what the provider says. Needs `payments.manage` in the marketplace.',
  })
  @Directive('@authenticated')
  async reconcile(
    @Ctx() scope: Scope,
    @Arg('input', () => ReconcileInput) input: ReconcileInput,
  ): Promise<ReconcilePayload> {
    return { reconciliation: await scope.get(ReconciliationService).reconcile(input) };
  }

  @FieldResolver(() => [ReconciledBalance], { description: 'What each side had, by currency; empty while it runs.' })
  balances(@Root() { balances }: Reconciliation): ReconciledBalance[] {
    return balances.map((pair) => ReconciledBalance.of(pair));
  }
}

@Resolver(() => ReconciliationDifference)
export class ReconciliationDifferenceResolver {
  @Query(() => ReconciliationDifference, { nullable: true, description: `One difference. ${auditors}` })
  @Directive('@authenticated')
  reconciliationDifference(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<ReconciliationDifference | null> {
    return scope.get(ReconciliationLoaders).difference.load(id);
  }

  @Query(() => ReconciliationDifferenceConnection, {
    nullable: true,
    description: `On what the ledger and the provider do not agree, the newest first. ${auditors}`,
  })
  @ListSize()
  @Directive('@authenticated')
  reconciliationDifferences(
    @Ctx() scope: Scope,
    @Args(() => DifferencesArgs) args: DifferencesArgs,
  ): Promise<Page<ReconciliationDifference> | null> {
    return scope.get(ReconciliationService).differences(args);
  }

  @FieldResolver(() => LedgerCause, { nullable: true, description: 'What it is about, where that is known.' })
  cause(@Root() { causeKind: kind, causeId: id }: ReconciliationDifference): LedgerCause | null {
    return kind !== null && id !== null ? Object.assign(new LedgerCause(), { kind, id }) : null;
  }

  @FieldResolver(() => Money, { description: 'What the ledger has.' })
  ledger(@Root() { ledgerMinor, currency }: ReconciliationDifference): Money {
    return Money.of(ledgerMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What the provider has.' })
  provider(@Root() { providerMinor, providerCurrency }: ReconciliationDifference): Money {
    return Money.of(providerMinor, providerCurrency);
  }
}
