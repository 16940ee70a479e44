import { defineSubgraph } from '../../kit/subgraph/define';
import { RequestKey } from '../../kit/requests/request-key.entity';
import { forgetRequestKeys } from '../../kit/requests/request-keys';
import { onCourseChanged } from './course/course.events';
import { KnownCourse } from './course/known-course.entity';
import { checkpointLedger } from './ledger/checkpoint.job';
import { LedgerAccount } from './ledger/ledger-account.entity';
import { LedgerEntry } from './ledger/ledger-entry.entity';
import { LedgerTransaction } from './ledger/ledger-transaction.entity';
import { resolveLedgerAccount, resolveLedgerEntry } from './ledger/ledger.reference';
import { LedgerAccountResolver, LedgerEntryResolver } from './ledger/ledger.resolver';
import { proveLedgerNightly } from './ledger/proof.job';
import { migrations } from './migrations';
import { Order } from './order/order.entity';
import { resolveOrder } from './order/order.reference';
import { OrderResolver } from './order/order.resolver';
import { paymentsErrors } from './payments.errors';
import { TaxRate } from './tax/tax-rate.entity';
import { resolveTaxRate } from './tax/tax.reference';
import { TaxRateResolver } from './tax/tax.resolver';
import { resolveUser } from './user/user.stub';

export const payments = defineSubgraph({
  name: 'payments',
  resolvers: [OrderResolver, TaxRateResolver, LedgerEntryResolver, LedgerAccountResolver],
  references: {
    Order: resolveOrder,
    TaxRate: resolveTaxRate,
    LedgerEntry: resolveLedgerEntry,
    LedgerAccount: resolveLedgerAccount,
    User: resolveUser,
  },
  entities: [KnownCourse, Order, TaxRate, LedgerEntry, LedgerTransaction, LedgerAccount, RequestKey],
  migrations,
  // Nobody who is nobody sees anything of what somebody bought.
  unseenTables: [
    'customer_order',
    'order_line',
    'tax_rate',
    'ledger_transaction',
    'ledger_entry',
    'ledger_account',
    'ledger_checkpoint',
    'ledger_proof',
    'request_key',
  ],
  emits: [],
  handlers: [onCourseChanged],
  jobs: [checkpointLedger, proveLedgerNightly, forgetRequestKeys],
  errors: paymentsErrors,
  sensitive: ['Query.order', 'Query.taxRates', 'Query.ledgerEntries', 'Query.ledgerAccounts', 'Query.ledgerProof'],
});
