import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import type { Balance } from './balances';
import { LedgerAccount } from './ledger-account.entity';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerCause } from './ledger-transaction.entity';
import {
  LedgerAccountConnection,
  LedgerAccountsArgs,
  LedgerEntriesArgs,
  LedgerEntryConnection,
  LedgerProof,
} from './ledger.input';
import { LedgerLoaders } from './ledger.loaders';
import { LedgerService } from './ledger.service';

const auditors = 'Needs `payments.read` in the marketplace; else null.';

@Resolver(() => LedgerEntry)
export class LedgerEntryResolver {
  @Query(() => LedgerEntry, { nullable: true, description: `One entry of the ledger. ${auditors}` })
  @Directive('@authenticated')
  ledgerEntry(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<LedgerEntry | null> {
    return scope.get(LedgerLoaders).visible.load(id);
  }

  @Query(() => LedgerEntryConnection, {
    nullable: true,
    description: `Entries of the ledger, the newest first. ${auditors}`,
  })
  @ListSize()
  @Directive('@authenticated')
  ledgerEntries(
    @Ctx() scope: Scope,
    @Args(() => LedgerEntriesArgs) args: LedgerEntriesArgs,
  ): Promise<Page<LedgerEntry> | null> {
    return scope.get(LedgerService).entries(args);
  }

  @Query(() => LedgerProof, {
    nullable: true,
    description: `What was found when the ledger was last added up; null before that. ${auditors}`,
  })
  @Directive('@authenticated')
  ledgerProof(@Ctx() scope: Scope): Promise<LedgerProof | null> {
    return scope.get(LedgerService).lastProof();
  }

  @FieldResolver(() => Money, { description: 'How much: debit positive, credit negative.' })
  amount(@Root() { minor, currency }: LedgerEntry): Money {
    return Money.of(minor, currency);
  }

  @FieldResolver(() => LedgerCause, { description: 'Why it is there.' })
  async cause(@Ctx() scope: Scope, @Root() { transactionId }: LedgerEntry): Promise<LedgerCause> {
    const transaction = await scope.get(LedgerLoaders).transaction.load(transactionId);
    return { kind: transaction!.causeKind, id: transaction!.causeId };
  }
}

@Resolver(() => LedgerAccount)
export class LedgerAccountResolver {
  @Query(() => LedgerAccount, { nullable: true, description: `One account of the ledger. ${auditors}` })
  @Directive('@authenticated')
  ledgerAccount(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<LedgerAccount | null> {
    return scope.get(LedgerLoaders).account.load(id);
  }

  @Query(() => LedgerAccountConnection, {
    nullable: true,
    description: `The accounts of the ledger, by name. ${auditors}`,
  })
  @ListSize()
  @Directive('@authenticated')
  ledgerAccounts(
    @Ctx() scope: Scope,
    @Args(() => LedgerAccountsArgs) args: LedgerAccountsArgs,
  ): Promise<Page<LedgerAccount> | null> {
    return scope.get(LedgerService).accounts(args);
  }

  @FieldResolver(() => Money, { description: 'The sum of its entries: debit positive, credit negative.' })
  async balance(@Ctx() scope: Scope, @Root() account: LedgerAccount): Promise<Money> {
    return Money.of((await balanceOf(scope, account)).total, account.currency);
  }

  @FieldResolver(() => Money, { description: 'The part of it that may not be paid out yet.' })
  async pending(@Ctx() scope: Scope, @Root() account: LedgerAccount): Promise<Money> {
    return Money.of((await balanceOf(scope, account)).pending, account.currency);
  }
}

async function balanceOf(scope: Scope, { account, currency }: LedgerAccount): Promise<Balance> {
  const balances = await scope.get(LedgerLoaders).balances.load(account);
  return balances.find((balance) => balance.currency === currency)!;
}
