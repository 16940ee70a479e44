import { definePolicy } from '../../../kit/policy/policy';
import { managesPayments } from '../promotion/promotion.policy';
import { Bundle } from './bundle.entity';

/** Who may do what with a bundle: what is sold is for everyone in reach of its seller. */
export const bundlePolicy = definePolicy(Bundle, {
  see: (viewer) => (bundle) => bundle.isActive || managesPayments(viewer)(bundle),
  manage: managesPayments,
});
