import { Viewer } from '../../kit/identity/viewer';
import { affiliateLinkFactory, affiliateProgramFactory } from '../../subgraphs/payments/affiliate/affiliate.factory';
import { bundleFactory } from '../../subgraphs/payments/bundle/bundle.factory';
import { campaignFactory } from '../../subgraphs/payments/campaign/campaign.factory';
import { cartFactory } from '../../subgraphs/payments/cart/cart.factory';
import { couponFactory } from '../../subgraphs/payments/coupon/coupon.factory';
import { giftFactory } from '../../subgraphs/payments/gift/gift.factory';
import { planFactory } from '../../subgraphs/payments/plan/plan.factory';
import { PlanState } from '../../subgraphs/payments/plan/plan.states';
import type { Lyceum } from './lyceum';
import { each, type Ids, type Inhabitants, type Organisations } from './world-rows';

/** What makes courses cheaper, in the marketplace and in each organisation, and what people are about to buy. */
export async function makeShop(
  lyceum: Lyceum,
  { learner, other }: Inhabitants,
  { A, B }: Organisations,
): Promise<
  Record<'Coupon' | 'Campaign' | 'Bundle' | 'Plan' | 'Cart' | 'AffiliateProgram' | 'AffiliateLink' | 'Gift', Ids>
> {
  const scope = lyceum.platform.get('payments').scope(Viewer.system);
  const sellers = { market: {}, ofA: { organisationId: A }, ofB: { organisationId: B } };
  const courseIds = [scope.ids.next(), scope.ids.next()];
  const bundles = {
    public: {},
    unsold: { isActive: false },
    ofA: { organisationId: A },
    unsoldOfA: { organisationId: A, isActive: false },
    ofB: { organisationId: B },
  };
  const draft = { state: PlanState.DRAFT };
  const plans = { ...sellers, draft, draftOfA: { organisationId: A, ...draft } };
  const programs = { public: {}, ofA: { organisationId: A }, offOfB: { organisationId: B, isActive: false } };
  const links = {
    own: { userId: learner.id },
    others: { userId: other.id },
    ofA: { userId: other.id, organisationId: A },
    ofB: { userId: other.id, organisationId: B },
  };
  const gifts = { given: { buyerId: learner.id }, others: { buyerId: other.id }, ofA: { organisationId: A } };
  return {
    AffiliateProgram: await each(programs, async (given) => (await affiliateProgramFactory(scope, given)).id),
    AffiliateLink: await each(links, async (given) => (await affiliateLinkFactory(scope, given)).id),
    Gift: await each(gifts, async (given) => (await giftFactory(scope, given)).id),
    Coupon: await each(sellers, async (given) => (await couponFactory(scope, given)).id),
    Campaign: await each(sellers, async (given) => (await campaignFactory(scope, given)).id),
    Bundle: await each(bundles, async (given) => (await bundleFactory(scope, { courseIds, ...given })).id),
    Plan: await each(plans, async (given) => (await planFactory(scope, given)).id),
    Cart: await each(
      { own: learner.id, others: other.id },
      async (userId) => (await cartFactory(scope, { userId })).id,
    ),
  };
}
