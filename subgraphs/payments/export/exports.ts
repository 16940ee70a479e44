import { money, text, times } from './cells';
import type { Export } from './export';
import { subscriptionPayments } from './subscription-payments.export';

const orders: Export = {
  of: 'SELLER',
  columns: [
    'order',
    'created',
    'paid',
    'state',
    'buyer',
    'organisation',
    'country',
    'vat_id',
    'lines',
    'currency',
    'list_price',
    'discount',
    'tax',
    'total',
  ],
  select: `row.id, row.created_at AS created, row.paid_at AS paid, row.state, row.user_id AS buyer,
      row.organisation_id AS organisation, row.place->>'country' AS country, row.place->>'vatId' AS "vatId", row.currency,
      row.list_minor::text AS list, row.discount_minor::text AS discount, row.tax_minor::text AS tax, row.total_minor::text AS total,
      (SELECT count(*)::text FROM order_line WHERE order_id = row.id) AS lines`,
  from: `customer_order row`,
  by: 'created_at',
  narrowedBy: { state: 'row.state', buyerId: 'row.user_id' },
  cells: (row) => [
    row.id,
    ...times(row, 'created', 'paid'),
    ...text(row, 'state', 'buyer', 'organisation', 'country', 'vatId', 'lines', 'currency'),
    ...money(row, 'list', 'discount', 'tax', 'total'),
  ],
};

const payments: Export = {
  of: 'SELLER',
  columns: [
    'payment',
    'created',
    'captured',
    'order',
    'state',
    'provider_id',
    'decline',
    'card',
    'currency',
    'amount',
    'received',
  ],
  select: `row.id, row.created_at AS created, row.captured_at AS captured, row.order_id AS "order", row.state,
      row.provider_id AS provider, row.decline->>'reason' AS decline, row.card->>'brand' AS card, row.currency,
      row.minor::text AS amount, row.received_minor::text AS received`,
  from: `payment row`,
  by: 'created_at',
  narrowedBy: { state: 'row.state', buyerId: 'row.user_id' },
  cells: (row) => [
    row.id,
    ...times(row, 'created', 'captured'),
    ...text(row, 'order', 'state', 'provider', 'decline', 'card', 'currency'),
    ...money(row, 'amount', 'received'),
  ],
};

const refunds: Export = {
  of: 'SELLER',
  columns: [
    'refund',
    'created',
    'succeeded',
    'order',
    'subscription',
    'state',
    'reason',
    'failure',
    'provider_id',
    'currency',
    'amount',
  ],
  select: `row.id, row.created_at AS created, row.succeeded_at AS succeeded, row.order_id AS "order",
      row.subscription_id AS subscription, row.state, row.reason, row.failure, row.provider_id AS provider, row.currency, row.minor::text AS amount`,
  from: `refund row`,
  by: 'created_at',
  narrowedBy: { state: 'row.state', buyerId: 'row.user_id' },
  cells: (row) => [
    row.id,
    ...times(row, 'created', 'succeeded'),
    ...text(row, 'order', 'subscription', 'state', 'reason', 'failure', 'provider', 'currency'),
    ...money(row, 'amount'),
  ],
};

const disputes: Export = {
  of: 'SELLER',
  columns: [
    'dispute',
    'created',
    'closed',
    'evidence_due',
    'order',
    'subscription',
    'state',
    'reason',
    'provider_id',
    'currency',
    'amount',
  ],
  select: `row.id, row.created_at AS created, row.closed_at AS closed, row.evidence_due_at AS due, row.order_id AS "order",
      row.subscription_id AS subscription, row.state, row.reason, row.provider_id AS provider, row.currency, row.minor::text AS amount`,
  from: `dispute row`,
  by: 'created_at',
  narrowedBy: { state: 'row.state' },
  cells: (row) => [
    row.id,
    ...times(row, 'created', 'closed', 'due'),
    ...text(row, 'order', 'subscription', 'state', 'reason', 'provider', 'currency'),
    ...money(row, 'amount'),
  ],
};

const ledger: Export = {
  of: 'MARKET',
  columns: [
    'entry',
    'time',
    'transaction',
    'cause',
    'cause_id',
    'account',
    'order_line',
    'available',
    'currency',
    'amount',
  ],
  select: `row.id, row.at, row.transaction_id AS transaction, cause_kind AS cause, cause_id AS "causeId", row.account,
      row.line_id AS line, row.available_at AS available, row.currency, row.minor::text AS amount`,
  from: `ledger_entry row JOIN ledger_transaction ON ledger_transaction.id = row.transaction_id`,
  by: 'at',
  narrowedBy: { account: 'row.account' },
  cells: (row) => [
    row.id,
    ...times(row, 'at'),
    ...text(row, 'transaction', 'cause', 'causeId', 'account', 'line'),
    ...times(row, 'available'),
    ...text(row, 'currency'),
    ...money(row, 'amount'),
  ],
};

/** By the name of the file. */
export const exports: ReadonlyMap<string, Export> = new Map(
  Object.entries({ orders, payments, 'subscription-payments': subscriptionPayments, refunds, disputes, ledger }),
);
