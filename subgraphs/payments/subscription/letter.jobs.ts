import { defineCron, defineJob, enqueue } from '../../../kit/jobs/job';
import type { Mail } from '../../../kit/mail/mailer';
import { daysAfter } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import { taxOf } from '../tax/tax-amount';
import { TaxService } from '../tax/tax.service';
import { Plan } from '../plan/plan.entity';
import { PlanPrice } from '../plan/plan-price.entity';
import { endedLetter, renewalLetter, trialEndsLetter, unpaidLetter, type AboutSubscription } from './letters';
import { PlanSubscription } from './subscription.entity';
import { isInGoodStanding, SubscriptionState } from './subscription.states';

interface About {
  readonly subscriptionId: string;
}

/** Letters say what is true when they are sent: what is not true any more is not written. */
export const sendSubscriptionUnpaid = defineJob<About>('send_subscription_unpaid', (scope, { subscriptionId }) =>
  send(scope, subscriptionId, (about) =>
    about.subscription.state === SubscriptionState.PAST_DUE ? unpaidLetter(about) : null,
  ),
);

export const sendSubscriptionEnded = defineJob<About>('send_subscription_ended', (scope, { subscriptionId }) =>
  send(scope, subscriptionId, endedLetter),
);

export const sendRenewalReminder = defineJob<About>('send_renewal_reminder', (scope, { subscriptionId }) =>
  send(scope, subscriptionId, (about) => {
    const { state, cancelsAtPeriodEnd } = about.subscription;
    if (cancelsAtPeriodEnd) return null;
    if (state === SubscriptionState.TRIALING) return trialEndsLetter(about);
    return state === SubscriptionState.ACTIVE ? renewalLetter(about) : null;
  }),
);

/** Three days before a trial ends, and fourteen before a year is charged again: each end is written about once. */
export const remindOfRenewals = defineCron('remind_of_renewals', '11 * * * *', async (scope) => {
  const now = scope.clock.now();
  const due = await scope.db.query<{ id: string }[]>(REMIND, [now, daysAfter(now, 3), daysAfter(now, 14)]);
  for (const { id: subscriptionId } of due)
    await scope.transaction(async (tx) => {
      await tx.db.query('UPDATE subscription SET reminded_of = period_ends_at WHERE id = $1', [subscriptionId]);
      await enqueue(tx, sendRenewalReminder, { subscriptionId });
    });
});

export const subscriptionLetterJobs = [
  sendSubscriptionUnpaid,
  sendSubscriptionEnded,
  sendRenewalReminder,
  remindOfRenewals,
];

async function send(scope: Scope, id: string, write: (about: AboutSubscription) => Mail | null): Promise<void> {
  const subscription = await scope.db.findOneBy(PlanSubscription, { id });
  if (!subscription?.receiptEmail) return;
  const plan = await scope.db.findOneByOrFail(Plan, { id: subscription.planId });
  const price = await scope.db.findOneByOrFail(PlanPrice, { id: subscription.priceId });
  const { currency } = price;
  const { state, place, periodEndsAt, tax: current } = subscription;
  // What is to come is taxed by the rule of its own day.
  const isAhead = isInGoodStanding(state) && periodEndsAt !== null;
  const tax = isAhead ? await scope.get(TaxService).ruleFor(place, periodEndsAt) : current;
  const { gross } = taxOf({ minor: price.minor * BigInt(subscription.quantity), currency }, tax);
  const letter = write({ to: subscription.receiptEmail, subscription, title: plan.title, minor: gross, currency });
  if (letter) await scope.mailer.send(letter);
}

const REMIND = `
  SELECT subscription.id FROM subscription JOIN plan_price ON plan_price.id = price_id
   WHERE NOT cancels_at_period_end AND receipt_email IS NOT NULL AND reminded_of IS DISTINCT FROM period_ends_at
     AND period_ends_at > $1
     AND ((state = 'TRIALING' AND period_ends_at <= $2) OR (state = 'ACTIVE' AND rhythm = 'YEARLY' AND period_ends_at <= $3))
   ORDER BY subscription.id LIMIT 1000`;
