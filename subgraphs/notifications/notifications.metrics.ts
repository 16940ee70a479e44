import { countedBySql, type CountedMetric } from '../../kit/metrics/counted-metric';

/** What operators see of what people are told: how much goes, what waits, and whom nothing reaches. */
export const notificationsMetrics: readonly CountedMetric[] = [
  countedBySql(
    'lyceum_notifications_deliveries',
    'Deliveries that changed in the last 24 hours, by channel and by where they stand.',
    {
      labels: ['channel', 'state'],
      sql: `SELECT channel, state, count(*)::int AS value FROM delivery
             WHERE updated_at > $1::timestamptz - interval '24 hours' GROUP BY channel, state`,
    },
  ),
  countedBySql(
    'lyceum_notifications_waiting_seconds',
    'How long the oldest delivery that is due waits to be sent, by channel.',
    {
      labels: ['channel'],
      sql: `SELECT channel, extract(epoch FROM $1::timestamptz - min(coalesce(due_at, created_at))) AS value FROM delivery
             WHERE state IN ('PENDING', 'SENDING') AND coalesce(due_at, created_at) <= $1 GROUP BY channel`,
    },
  ),
  countedBySql(
    'lyceum_notifications_suppressed',
    'Addresses and numbers to which nothing is sent any more, by the reason.',
    { labels: ['reason'], sql: 'SELECT reason, count(*)::int AS value FROM suppression GROUP BY reason' },
  ),
];
