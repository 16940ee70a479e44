import { requestKeyMigration } from '../../../kit/requests/request-key.migration';
import { course } from './1764000001000-course';
import { order } from './1764000002000-order';
import { payment } from './1764000003000-payment';
import { category } from './1764100001000-category';
import { coupon } from './1764100002000-coupon';
import { ownership } from './1764100003000-ownership';
import { bundle } from './1764100004000-bundle';
import { cart } from './1764100005000-cart';
import { affiliate } from './1764100006000-affiliate';
import { gift } from './1764100007000-gift';
import { tax } from './1764200000000-tax';
import { ledger } from './1764200001000-ledger';
import { invoice } from './1764200002000-invoice';
import { payout } from './1764200003000-payout';
import { exporting } from './1764200004000-export';
import { reconciliation } from './1764200005000-reconciliation';
import { metrics } from './1764200006000-metrics';
import { refund } from './1764300001000-refund';
import { dispute } from './1764300002000-dispute';
import { enrollment } from './1764300003000-enrollment';
import { bundleSlug } from './1764300004000-bundle-slug';
import { couponOwner } from './1764300005000-coupon-owner';
import { plan } from './1764300100000-plan';
import { subscription } from './1764300101000-subscription';
import { wantedPlan } from './1764300102000-wanted-plan';
import { sellerLists } from './1764300103000-seller-lists';
import { moneyBack } from './1764300103500-money-back';
import { taxedFor } from './1764300104000-taxed-for';
import { subscriptionMetrics } from './1764300105000-subscription-metrics';
import { otherCurrency } from './1764300106000-other-currency';

/** In order of creation. */
export const migrations = [
  requestKeyMigration,
  course,
  order,
  payment,
  category,
  coupon,
  ownership,
  bundle,
  cart,
  affiliate,
  gift,
  tax,
  ledger,
  invoice,
  payout,
  exporting,
  reconciliation,
  metrics,
  refund,
  dispute,
  enrollment,
  bundleSlug,
  couponOwner,
  plan,
  subscription,
  wantedPlan,
  sellerLists,
  moneyBack,
  taxedFor,
  subscriptionMetrics,
  otherCurrency,
];
