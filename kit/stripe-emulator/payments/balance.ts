import type Stripe from 'stripe';
import { nothing } from '../api/parameters';
import type { Resource } from '../api/resource';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { statusOf } from './balance-transaction';

/** The only one of its kind: it has no id and is not kept, but summed up. */
export const balance: Resource = {
  object: 'balance',
  expandable: {},
  operations: [
    { method: 'GET', path: '/balance', params: nothing, answers: 'balance', forBrowsers: false, run: balanceOf },
  ],
};

/** Available and pending money by currency: the sum of all movements. */
export function balanceOf(turn: Turn): Stripe.Balance {
  const transactions = turn.all('balance_transaction').all();
  const currencies = [...new Set(transactions.map(({ currency }) => currency))].toSorted();
  const sum = (currency: string, status: string) => ({
    amount: total(transactions.filter((entry) => entry.currency === currency && statusOf(turn, entry) === status)),
    currency,
  });
  const rows = (status: string) =>
    (currencies.length > 0 ? currencies : ['usd']).map((currency) => {
      const row = sum(currency, status);
      return { ...row, source_types: { card: row.amount } };
    });
  return { object: 'balance', available: rows('available'), livemode: false, pending: rows('pending') };
}

function total(transactions: readonly Kept<'balance_transaction'>[]): number {
  return transactions.reduce((sum, { net }) => sum + net, 0);
}
