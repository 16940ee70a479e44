import { countedBySql, type CountedMetric } from '../../../kit/metrics/counted-metric';
import { graceDays } from './subscription.opening';

/** What operators see of subscriptions: how many there are, how many go, and whether renewals are paid. */
export const subscriptionMetrics: readonly CountedMetric[] = [
  countedBySql('lyceum_payments_subscriptions', 'Subscriptions that are not over, by where they stand.', {
    labels: ['state'],
    sql: `SELECT known.state, count(subscription.id) AS value
            FROM (VALUES ('INCOMPLETE'), ('TRIALING'), ('ACTIVE'), ('PAST_DUE'), ('PAUSED')) AS known (state)
            LEFT JOIN subscription ON subscription.state = known.state GROUP BY known.state`,
  }),
  countedBySql(
    'lyceum_payments_subscriptions_ended',
    'Subscriptions that people had and that ended within the last 24 hours, by why.',
    {
      labels: ['reason'],
      sql: `SELECT known.reason, count(subscription.id) AS value
              FROM (VALUES ('REQUESTED'), ('UNPAID'), ('STAFF'), ('ERASED'), ('DISPUTED')) AS known (reason)
              LEFT JOIN subscription ON ending = known.reason AND state = 'CANCELLED'
               AND ended_at > $1::timestamptz - interval '1 day' GROUP BY known.reason`,
    },
  ),
  countedBySql(
    'lyceum_payments_renewals',
    'Payments for subscriptions that were due within the last 24 hours: paid, or failed where nobody has paid so far.',
    {
      labels: ['outcome'],
      sql: `SELECT 'paid' AS outcome, count(*) AS value FROM subscription_charge
             WHERE paid_at > $1::timestamptz - interval '1 day' AND paid_minor > 0
            UNION ALL
            SELECT 'failed', count(*) FROM subscription WHERE grace_ends_at > $1::timestamptz + interval '${graceDays - 1} days'`,
    },
  ),
  countedBySql(
    'lyceum_payments_subscriptions_overdue',
    'Subscriptions whose grace is over for an hour and that have not ended: they are charged for what is closed.',
    {
      sql: `SELECT count(*) AS value FROM subscription
             WHERE state = 'PAST_DUE' AND grace_ends_at < $1::timestamptz - interval '1 hour'`,
    },
  ),
];
