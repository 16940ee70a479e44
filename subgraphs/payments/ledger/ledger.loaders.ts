import DataLoader from 'dataloader';
import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Balances, type Balance } from './balances';
import { LedgerAccount } from './ledger-account.entity';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerTransaction } from './ledger-transaction.entity';
import { ledgerAccountPolicy, ledgerEntryPolicy } from './ledger.policy';

/** Every read of the ledger by key. */
export class LedgerLoaders {
  readonly visible: Loader<string, LedgerEntry | null>;
  readonly account: Loader<string, LedgerAccount | null>;
  /** Without a policy: of entries that are visible. */
  readonly transaction: Loader<string, LedgerTransaction | null>;
  /** In all currencies, without a policy. */
  readonly balances: Loader<string, Balance[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, LedgerEntry, 'id', ledgerEntryPolicy.see);
    this.account = loadByKey(scope, LedgerAccount, 'id', ledgerAccountPolicy.see);
    this.transaction = loadByKey(scope, LedgerTransaction, 'id');
    this.balances = new DataLoader(async (accounts) => {
      const groups = Map.groupBy(await scope.get(Balances).of(accounts), ({ account }) => account);
      return accounts.map((account) => groups.get(account) ?? []);
    });
  }
}
