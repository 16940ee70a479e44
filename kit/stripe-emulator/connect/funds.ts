import { ApiError } from '../api/errors';
import type { Turn } from '../engine/turn';
import { statusOf } from '../payments/balance-transaction';

/** What an account could give away now, in one currency. */
export function availableIn(turn: Turn, currency: string): number {
  return turn
    .where('balance_transaction', 'currency', currency)
    .filter((movement) => statusOf(turn, movement) === 'available')
    .reduce((sum, { net }) => sum + net, 0);
}

/** @throws balance_insufficient */
export function requireFunds(turn: Turn, amount: number, currency: string): void {
  if (availableIn(turn, currency) < amount)
    throw new ApiError(
      400,
      'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
      { code: 'balance_insufficient' },
    );
}
