import { Viewer } from '../../kit/identity/viewer';
import { LedgerAccount } from '../../subgraphs/payments/ledger/ledger-account.entity';
import { LedgerEntry } from '../../subgraphs/payments/ledger/ledger-entry.entity';
import { Ledger } from '../../subgraphs/payments/ledger/ledger';
import { feePosting } from '../../subgraphs/payments/ledger/transfer.posting';
import { taxRateFactory } from '../../subgraphs/payments/tax/tax-rate.factory';
import type { Lyceum } from './lyceum';
import type { Ids } from './world-rows';

/** What the marketplace keeps books of. */
export async function makeBooks(lyceum: Lyceum): Promise<Record<'TaxRate' | 'LedgerEntry' | 'LedgerAccount', Ids>> {
  const scope = lyceum.platform.get('payments').scope(Viewer.system);
  const fee = feePosting({ id: 'txn_of_the_world', currency: 'EUR', minor: 35n, at: scope.clock.now() });
  await scope.transaction((tx) => tx.get(Ledger).post(fee));
  return {
    TaxRate: { market: (await taxRateFactory(scope, {})).id },
    LedgerEntry: { market: (await scope.db.findOneByOrFail(LedgerEntry, { account: 'fees' })).id },
    LedgerAccount: { market: (await scope.db.findOneByOrFail(LedgerAccount, { account: 'fees' })).id },
  };
}
