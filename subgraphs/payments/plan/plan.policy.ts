import { definePolicy } from '../../../kit/policy/policy';
import { managesPayments } from '../promotion/promotion.policy';
import { Plan } from './plan.entity';

/** Who may do what with a plan: what is published is for everyone in reach of its seller. */
export const planPolicy = definePolicy(Plan, {
  see: (viewer) => (plan) => plan.isPublished || managesPayments(viewer)(plan),
  manage: managesPayments,
});
