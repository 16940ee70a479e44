import { definePolicy } from '../../../kit/policy/policy';
import { mayAudit } from '../user/staff';
import { LedgerAccount } from './ledger-account.entity';
import { LedgerEntry } from './ledger-entry.entity';

/** The book is the marketplace's: whoever reads its payments reads the book. */
export const ledgerEntryPolicy = definePolicy(LedgerEntry, { see: (viewer) => () => mayAudit(viewer) });
export const ledgerAccountPolicy = definePolicy(LedgerAccount, { see: (viewer) => () => mayAudit(viewer) });
