import { defineSubgraph } from '../../kit/subgraph/define';
import { RequestKey } from '../../kit/requests/request-key.entity';
import { forgetRequestKeys } from '../../kit/requests/request-keys';
import { Bundle } from './bundle/bundle.entity';
import { Campaign } from './campaign/campaign.entity';
import { resolveCampaign } from './campaign/campaign.reference';
import { CampaignResolver } from './campaign/campaign.resolver';
import { onCategoryChanged } from './category/category.events';
import { Coupon } from './coupon/coupon.entity';
import { resolveCoupon } from './coupon/coupon.reference';
import { releaseExpiredCoupons } from './coupon/coupon.reservations';
import { CouponResolver } from './coupon/coupon.resolver';
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
import { onEnrollmentEnded, onEnrollmentStarted } from './ownership/ownership.events';
import { paymentsErrors } from './payments.errors';
import { TaxRate } from './tax/tax-rate.entity';
import { resolveTaxRate } from './tax/tax.reference';
import { TaxRateResolver } from './tax/tax.resolver';
import { resolveUser } from './user/user.stub';

export const payments = defineSubgraph({
  name: 'payments',
  resolvers: [
    OrderResolver,
    TaxRateResolver,
    LedgerEntryResolver,
    LedgerAccountResolver,
    CouponResolver,
    CampaignResolver,
  ],
  references: {
    Order: resolveOrder,
    TaxRate: resolveTaxRate,
    LedgerEntry: resolveLedgerEntry,
    LedgerAccount: resolveLedgerAccount,
    User: resolveUser,
    Coupon: resolveCoupon,
    Campaign: resolveCampaign,
  },
  entities: [
    KnownCourse,
    Order,
    TaxRate,
    LedgerEntry,
    LedgerTransaction,
    LedgerAccount,
    RequestKey,
    Coupon,
    Campaign,
    Bundle,
  ],
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
    'coupon_redemption',
    'learning',
  ],
  emits: [],
  handlers: [onCourseChanged, onCategoryChanged, onEnrollmentStarted, onEnrollmentEnded],
  jobs: [checkpointLedger, proveLedgerNightly, forgetRequestKeys, releaseExpiredCoupons],
  errors: paymentsErrors,
  sensitive: [
    'Query.order',
    'Query.taxRates',
    'Query.ledgerEntries',
    'Query.ledgerAccounts',
    'Query.ledgerProof',
    'Query.coupon',
    'Query.coupons',
    'Query.campaign',
    'Query.campaigns',
  ],
});
