import type { SubgraphDefinition } from '../../kit/subgraph/define';
import { mirrorPlan } from './plan/plan.jobs';
import { resolvePlan } from './plan/plan.reference';
import { CoursePlansResolver, PlanResolver } from './plan/plan.resolver';
import { InvoiceRefundResolver } from './refund/invoice-refund.resolver';
import { SubscriptionChangeResolver } from './subscription/changing.resolver';
import { subscriptionLetterJobs } from './subscription/letter.jobs';
import { SubscribingResolver } from './subscription/subscribing.resolver';
import { endSubscription } from './subscription/subscription.end';
import { endStraySubscription } from './subscription/subscription.stray';
import { onSubscriberErased } from './subscription/subscription.events';
import {
  beginSubscription,
  endGrace,
  lookAtSubscription,
  reconcileSubscriptions,
} from './subscription/subscription.jobs';
import { taxNextPeriod, taxNextPeriods } from './subscription/subscription.taxes';
import { SubscriptionLiveResolver } from './subscription/subscription-live.resolver';
import { resolveSubscription } from './subscription/subscription.reference';
import {
  InvoiceSubscriptionResolver,
  PlanSubscriptionResolver,
  SubscriptionSeatResolver,
  UserSubscriptionsResolver,
} from './subscription/subscription.resolver';

/** What people pay for again and again: plans, and subscriptions to them. */
export const subscribing = {
  resolvers: [
    PlanResolver,
    CoursePlansResolver,
    PlanSubscriptionResolver,
    InvoiceSubscriptionResolver,
    SubscriptionSeatResolver,
    UserSubscriptionsResolver,
    SubscribingResolver,
    SubscriptionChangeResolver,
    SubscriptionLiveResolver,
    InvoiceRefundResolver,
  ],
  references: { Plan: resolvePlan, PlanSubscription: resolveSubscription },
  emits: ['subscription.access.changed'],
  handlers: [onSubscriberErased],
  jobs: [
    mirrorPlan,
    beginSubscription,
    endSubscription,
    endStraySubscription,
    lookAtSubscription,
    reconcileSubscriptions,
    endGrace,
    taxNextPeriod,
    taxNextPeriods,
    ...subscriptionLetterJobs,
  ],
  sensitive: [
    'Query.subscription',
    'Query.subscriptions',
    'Query.previewSubscriptionChange',
    'Subscription.subscriptionChanged',
    'User.subscriptions',
  ],
} satisfies Partial<SubgraphDefinition>;
