import { money, text, times } from './cells';
import type { Export } from './export';

/** What was paid for subscriptions, with its invoice and what went back of it. */
export const subscriptionPayments: Export = {
  of: 'SELLER',
  columns: [
    'payment',
    'paid',
    'subscription',
    'buyer',
    'organisation',
    'invoice',
    'provider_id',
    'currency',
    'total',
    'amount',
    'refunded',
  ],
  select: `row.id, row.paid_at AS paid, row.subscription_id AS subscription, subscription.user_id AS buyer,
      row.organisation_id AS organisation, invoice.number AS invoice, row.payment_id AS provider, row.currency,
      row.total_minor::text AS total, row.paid_minor::text AS amount,
      (SELECT coalesce(sum(minor), 0)::text FROM refund WHERE charge_id = row.id AND refund.state = 'SUCCEEDED') AS refunded`,
  from: `subscription_charge row JOIN subscription ON subscription.id = row.subscription_id
      LEFT JOIN invoice ON invoice.charge_id = row.id`,
  by: 'paid_at',
  narrowedBy: { buyerId: 'subscription.user_id' },
  cells: (row) => [
    row.id,
    ...times(row, 'paid'),
    ...text(row, 'subscription', 'buyer', 'organisation', 'invoice', 'provider', 'currency'),
    ...money(row, 'total', 'amount', 'refunded'),
  ],
};
