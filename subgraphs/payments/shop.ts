import type { SubgraphDefinition } from '../../kit/subgraph/define';
import { resolveAffiliateLink, resolveAffiliateProgram } from './affiliate/affiliate.reference';
import { AffiliateLinkResolver, AffiliateProgramResolver, UserAffiliateResolver } from './affiliate/affiliate.resolver';
import { forgetAffiliateClicks, onUserErasedForgetClicks } from './affiliate/affiliate.tracking';
import { resolveBundle } from './bundle/bundle.reference';
import { BundleResolver } from './bundle/bundle.resolver';
import { resolveCampaign } from './campaign/campaign.reference';
import { CampaignResolver } from './campaign/campaign.resolver';
import { forgetGuestCarts, onUserErasedDropCart } from './cart/cart.events';
import { resolveCart } from './cart/cart.reference';
import { CartLineResolver, CartResolver, UserCartResolver } from './cart/cart.resolver';
import { CartChangesResolver } from './cart/cart-changes.resolver';
import { onCategoryChanged } from './category/category.events';
import { resolveCoupon } from './coupon/coupon.reference';
import { releaseExpiredCoupons } from './coupon/coupon.reservations';
import { CouponResolver } from './coupon/coupon.resolver';
import { onUserErasedForgetGifts } from './gift/gift.events';
import { giftJobs } from './gift/gift.jobs';
import { resolveGift } from './gift/gift.reference';
import { GiftResolver, OrderGiftResolver } from './gift/gift.resolver';
import { BundleOfferResolver, CourseOfferResolver, OfferResolver } from './offer/offer.resolver';
import { onEntitlementGranted, onEntitlementRevoked } from './ownership/ownership.events';

/** What comes before an order: what is offered, for how much, and what people choose of it. */
export const shop = {
  resolvers: [
    CouponResolver,
    CampaignResolver,
    BundleResolver,
    CourseOfferResolver,
    BundleOfferResolver,
    OfferResolver,
    CartResolver,
    CartLineResolver,
    CartChangesResolver,
    UserCartResolver,
    GiftResolver,
    OrderGiftResolver,
    AffiliateProgramResolver,
    AffiliateLinkResolver,
    UserAffiliateResolver,
  ],
  references: {
    Coupon: resolveCoupon,
    Campaign: resolveCampaign,
    Bundle: resolveBundle,
    Cart: resolveCart,
    Gift: resolveGift,
    AffiliateProgram: resolveAffiliateProgram,
    AffiliateLink: resolveAffiliateLink,
  },
  // They decide what courses cost.
  decidingTables: ['campaign', 'bundle'],
  emits: ['gift.redeemed'],
  handlers: [
    onCategoryChanged,
    onEntitlementGranted,
    onEntitlementRevoked,
    onUserErasedDropCart,
    onUserErasedForgetGifts,
    onUserErasedForgetClicks,
  ],
  jobs: [releaseExpiredCoupons, forgetGuestCarts, forgetAffiliateClicks, ...giftJobs],
  sensitive: [
    'Query.coupon',
    'Query.coupons',
    'Query.campaign',
    'Query.campaigns',
    'Query.cart',
    'User.cart',
    'Query.gift',
    'Query.affiliateLink',
    'User.affiliateLinks',
  ],
} satisfies Partial<SubgraphDefinition>;
