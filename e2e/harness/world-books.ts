import { Viewer } from '../../kit/identity/viewer';
import { Invoice } from '../../subgraphs/payments/invoice/invoice.entity';
import { InvoiceService } from '../../subgraphs/payments/invoice/invoice.service';
import { Ledger } from '../../subgraphs/payments/ledger/ledger';
import { LedgerAccount } from '../../subgraphs/payments/ledger/ledger-account.entity';
import { LedgerEntry } from '../../subgraphs/payments/ledger/ledger-entry.entity';
import { feePosting } from '../../subgraphs/payments/ledger/transfer.posting';
import { payoutFactory, payoutRunFactory } from '../../subgraphs/payments/payout/payout.factory';
import {
  differenceFactory,
  reconciliationFactory,
} from '../../subgraphs/payments/reconciliation/reconciliation.factory';
import { taxRateFactory } from '../../subgraphs/payments/tax/tax-rate.factory';
import { soldLine, soldOrder } from '../../subgraphs/payments/testing/sold';
import type { Lyceum } from './lyceum';
import { each, type Ids, type Inhabitants, type Organisations } from './world-rows';

type Books = Record<
  | 'TaxRate'
  | 'LedgerEntry'
  | 'LedgerAccount'
  | 'Invoice'
  | 'CreditNote'
  | 'Payout'
  | 'PayoutRun'
  | 'Reconciliation'
  | 'ReconciliationDifference',
  Ids
>;

/** What the marketplace keeps books of, and what it has told the tax office. */
export async function makeBooks(
  lyceum: Lyceum,
  { learner, other }: Inhabitants,
  { A, B }: Organisations,
): Promise<Books> {
  const scope = lyceum.platform.get('payments').scope(Viewer.system);
  const fee = feePosting({ id: 'txn_of_the_world', currency: 'EUR', minor: 35n, at: scope.clock.now() });
  await scope.transaction((tx) => tx.get(Ledger).post(fee));
  const sold = {
    own: { userId: learner.id },
    others: { userId: other.id },
    ofA: { userId: other.id, organisationId: A },
    ofB: { userId: other.id, organisationId: B },
  };
  const invoices = await each<object, keyof typeof sold>(sold, async (buyer) => {
    const issued = scope.transaction((tx) => tx.get(InvoiceService).issue(soldOrder(buyer), [soldLine()]));
    return (await issued).id;
  });
  const creditNotes = await each(invoices, async (id) => {
    const { orderId, lines } = await scope.db.findOneByOrFail(Invoice, { id });
    const refund = { id, orderId: orderId!, lines: [{ lineId: lines[0]!.lineId, gross: 100n }] };
    return (await scope.transaction((tx) => tx.get(InvoiceService).credit(refund)))!.id;
  });
  const run = await payoutRunFactory(scope, {});
  const paid = { own: learner.id, others: other.id };
  const reconciled = await reconciliationFactory(scope, {});
  return {
    TaxRate: { market: (await taxRateFactory(scope, {})).id },
    LedgerEntry: { market: (await scope.db.findOneByOrFail(LedgerEntry, { account: 'fees' })).id },
    LedgerAccount: { market: (await scope.db.findOneByOrFail(LedgerAccount, { account: 'fees' })).id },
    Invoice: invoices,
    CreditNote: creditNotes,
    Reconciliation: { market: reconciled.id },
    ReconciliationDifference: { market: (await differenceFactory(scope, {})).id },
    PayoutRun: { market: run.id },
    Payout: await each(paid, async (userId) => (await payoutFactory(scope, { runId: run.id, userId })).id),
  };
}
