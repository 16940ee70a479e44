import { defineCron, defineJob, enqueue } from '../../../kit/jobs/job';
import { daysBefore } from '../../../kit/scope/clock';
import { unlessRefused } from '../checkout/unless-refused';
import { endSubscription } from './subscription.end';
import { decideEnd } from './subscription.ending';
import { PlanSubscription, SubscriptionEnding } from './subscription.entity';
import { SubscriptionLooks } from './subscription.looks';
import { SubscriptionSettlement } from './subscription.settlement';
import { SubscriptionStart } from './subscription.start';

interface About {
  readonly subscriptionId: string;
}

/** Completes what a crash interrupted between a subscription and the provider. */
export const beginSubscription = defineJob<About>('begin_subscription', async (scope, { subscriptionId }) => {
  await scope.get(SubscriptionStart).start(subscriptionId).catch(unlessRefused);
});

/** Looks at a subscription again, as if the provider had told of it. */
export const lookAtSubscription = defineJob<About>('look_at_subscription', async (scope, { subscriptionId }) => {
  const subscription = await scope.db.findOneBy(PlanSubscription, { id: subscriptionId });
  if (!subscription || subscription.isOver || subscription.providerId === null) return;
  const look = await scope.get(SubscriptionLooks).at(subscription.providerId);
  await scope.transaction((tx) => tx.get(SubscriptionSettlement).settle(look));
});

/** For webhooks that were lost, every five minutes: what should have changed by now is looked at again, and all once a day. */
export const reconcileSubscriptions = defineCron('reconcile_subscriptions', '*/5 * * * *', async (scope) => {
  const now = scope.clock.now();
  const due = await scope.db.query<{ id: string; step: keyof typeof steps }[]>(DUE, [now, daysBefore(now, 1)]);
  for (const { id: subscriptionId, step } of due)
    await enqueue(scope, steps[step], { subscriptionId }, { key: `${step.toLowerCase()}:${subscriptionId}` });
});

/** Grace is over: nobody is charged any more, and it ends. */
export const endGrace = defineCron('end_subscription_grace', '*/5 * * * *', async (scope) => {
  const ids = await scope.db.query<{ id: string }[]>(OUT_OF_GRACE, [scope.clock.now()]);
  for (const { id } of ids) await scope.transaction((tx) => decideEnd(tx, id, { ending: SubscriptionEnding.UNPAID }));
});

const steps = { BEGIN: beginSubscription, END: endSubscription, LOOK: lookAtSubscription };

/** A renewal is charged an hour after its period began: it is looked at once after that. */
const DUE = `
  SELECT id, CASE WHEN ending IS NOT NULL THEN 'END' WHEN provider_id IS NULL THEN 'BEGIN' ELSE 'LOOK' END AS step
    FROM subscription
   WHERE state NOT IN ('CANCELLED', 'INCOMPLETE_EXPIRED') AND looked_at < $1::timestamptz - interval '5 minutes'
     AND (looked_at < $2 OR ending IS NOT NULL OR state IN ('INCOMPLETE', 'PAST_DUE') OR period_ends_at <= $1
       OR (looked_at < period_starts_at + interval '2 hours' AND period_starts_at + interval '2 hours' <= $1))
   ORDER BY looked_at LIMIT 1000`;
const OUT_OF_GRACE = `
  SELECT id FROM subscription WHERE state = 'PAST_DUE' AND grace_ends_at <= $1 AND ending IS NULL ORDER BY id LIMIT 1000`;
