import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { managesPayments } from '../promotion/promotion.policy';
import { AffiliateLink } from './affiliate-link.entity';
import { AffiliateProgram } from './affiliate-program.entity';

/** Who may do what with a seller's programme: what is on offer is for everyone in its reach. */
export const affiliateProgramPolicy = definePolicy(AffiliateProgram, {
  see: (viewer) => (program) => program.isActive || managesPayments(viewer)(program),
  manage: managesPayments,
});

/** A link is whose it is; the seller sees who brings its buyers, and can switch a link off. */
export const affiliateLinkPolicy = definePolicy(AffiliateLink, {
  see: (viewer) => (link) =>
    viewer.is(link.userId) || managesPayments(viewer)(link) || viewer.may('payments.read', within(link)),
  change: (viewer) => (link) => viewer.is(link.userId) || managesPayments(viewer)(link),
});
