import { countedBySql, type CountedMetric } from '../../kit/metrics/counted-metric';
import { subscriptionMetrics } from './subscription/subscription.metrics';

/** What operators see of money: how selling goes, what waits, and whether the books are right. */
export const paymentsMetrics: readonly CountedMetric[] = [
  countedBySql(
    'lyceum_payments_orders',
    'Orders of the last 24 hours, by where they stand now: conversion is what was paid of them.',
    {
      labels: ['state'],
      sql: `SELECT state, count(*) AS value FROM customer_order WHERE created_at > $1::timestamptz - interval '1 day' GROUP BY state`,
    },
  ),
  countedBySql(
    'lyceum_payments_declined',
    'Payments of the last 24 hours whose last attempt was declined, by the reason.',
    {
      labels: ['reason'],
      sql: `SELECT decline->>'reason' AS reason, count(*) AS value FROM payment
           WHERE created_at > $1::timestamptz - interval '1 day' AND decline IS NOT NULL GROUP BY 1`,
    },
  ),
  countedBySql(
    'lyceum_payments_webhook_age_seconds',
    'How long the oldest word of the provider waits for being handled; 0 where none does.',
    {
      sql: `SELECT coalesce(extract(epoch FROM $1::timestamptz - min(received_at)), 0) AS value FROM provider_event WHERE handled_at IS NULL`,
    },
  ),
  countedBySql(
    'lyceum_payments_reservations',
    'Coupons that are held for orders which are not paid yet; overdue where their time is over.',
    {
      labels: ['state'],
      sql: `SELECT known.state, count(redemption.order_id) AS value FROM (VALUES ('held'), ('overdue')) AS known (state)
            LEFT JOIN coupon_redemption redemption ON redemption.state = 'RESERVED'
             AND (redemption.expires_at <= $1) = (known.state = 'overdue') GROUP BY known.state`,
    },
  ),
  countedBySql('lyceum_payments_refunds_failed', 'Refunds that failed, and that somebody has to look at.', {
    sql: `SELECT count(*) AS value FROM refund WHERE state = 'FAILED' AND resolution IS NULL`,
  }),
  countedBySql(
    'lyceum_payments_disputes',
    'Disputes that no bank has decided: answered, unanswered, or due where less than three days are left to answer.',
    {
      labels: ['state'],
      sql: `SELECT known.state, count(dispute.id) AS value FROM (VALUES ('answered'), ('unanswered'), ('due')) AS known (state)
            LEFT JOIN dispute ON closed_at IS NULL AND known.state = CASE
              WHEN evidence IS NOT NULL OR evidence_due_at IS NULL THEN 'answered'
              WHEN evidence_due_at < $1::timestamptz + interval '3 days' THEN 'due' ELSE 'unanswered' END
           GROUP BY known.state`,
    },
  ),
  countedBySql('lyceum_payments_ledger_problems', 'What was wrong when the ledger was last added up.', {
    sql: `SELECT jsonb_array_length(problems) AS value FROM ledger_proof ORDER BY at DESC, id DESC LIMIT 1`,
  }),
  countedBySql('lyceum_payments_ledger_proof_age_seconds', 'How long ago the ledger was last added up.', {
    sql: `SELECT extract(epoch FROM $1::timestamptz - at) AS value FROM ledger_proof ORDER BY at DESC, id DESC LIMIT 1`,
  }),
  countedBySql(
    'lyceum_payments_reconciliation_differences',
    'On what the ledger and the payment provider do not agree; OTHER_CURRENCY is what the provider settled in another one.',
    {
      labels: ['reason'],
      sql: `SELECT known.reason, count(difference.id) AS value
            FROM (VALUES ('UNKNOWN_MOVEMENT'), ('MISSING_AT_PROVIDER'), ('AMOUNT_DIFFERS'), ('OTHER_CURRENCY')) AS known (reason)
            LEFT JOIN reconciliation_difference difference ON difference.reason = known.reason AND resolved_at IS NULL
           GROUP BY known.reason`,
    },
  ),
  countedBySql('lyceum_payments_payouts_open', 'Payouts that are on their way.', {
    sql: `SELECT count(*) AS value FROM payout WHERE state = 'PLANNED'`,
  }),
  ...subscriptionMetrics,
];
