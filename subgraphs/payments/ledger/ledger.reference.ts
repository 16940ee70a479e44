import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { LedgerAccount } from './ledger-account.entity';
import type { LedgerEntry } from './ledger-entry.entity';
import { LedgerLoaders } from './ledger.loaders';

/** How references become entries; the policy is in the loader. */
export const resolveLedgerEntry: ReferenceResolver<LedgerEntry> = (scope, { id }) =>
  scope.get(LedgerLoaders).visible.load(id);

export const resolveLedgerAccount: ReferenceResolver<LedgerAccount> = (scope, { id }) =>
  scope.get(LedgerLoaders).account.load(id);
