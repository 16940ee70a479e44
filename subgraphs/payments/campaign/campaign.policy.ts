import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { managesPayments } from '../promotion/promotion.policy';
import { Campaign } from './campaign.entity';

/** Who may do what with a campaign. What comes is nobody's business but the staff's: buyers see what it does to prices. */
export const campaignPolicy = definePolicy(Campaign, {
  see: (viewer) => (campaign) => managesPayments(viewer)(campaign) || viewer.may('payments.read', within(campaign)),
  manage: managesPayments,
});
