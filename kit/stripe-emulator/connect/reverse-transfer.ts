import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, flag, metadata, positive, text, withMetadata } from '../api/parameters';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { recordMovement } from '../payments/balance-transaction';
import { shownAmount } from '../payments/currencies';
import { giveBack } from './destination-payment';
import { requireFunds } from './funds';

type Reversal = Kept<'transfer_reversal'>;

export const reverseParams = accepts<Stripe.TransferCreateReversalParams>()({
  amount: positive.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  refund_application_fee: flag.optional(),
});

/** Takes a transfer back, or part of it, out of what the account has. */
export function reverseTransfer(
  turn: Turn,
  given: z.infer<typeof reverseParams>,
  { id = '' }: Readonly<Record<string, string>>,
): Reversal {
  const transfer = turn.require('transfer', id);
  const { currency } = transfer;
  const left = transfer.amount - transfer.amount_reversed;
  const { amount = left } = given;
  if (left === 0) throw invalidRequest(`Transfer ${id} is already fully reversed.`);
  if (amount > left)
    throw invalidRequest(
      `Reversal amount (${shownAmount(amount, currency)}) is greater than unreversed amount on transfer (${shownAmount(left, currency)})`,
      {
        param: 'amount',
      },
    );
  const there = turn.in(transfer.destination ?? '');
  requireFunds(there, amount, currency);
  const reversalId = newId('trr');
  const movement = recordMovement(turn, {
    type: 'transfer_refund',
    amount,
    currency,
    source: reversalId,
    isAvailableAtOnce: true,
  });
  const refund = giveBack(there, there.require('charge', transfer.destination_payment ?? ''), amount, reversalId);
  const reversal = turn.insert<'transfer_reversal'>({
    id: reversalId,
    object: 'transfer_reversal',
    amount,
    balance_transaction: movement.id,
    created: turn.now,
    currency,
    destination_payment_refund: refund.id,
    metadata: withMetadata({}, given.metadata),
    source_refund: null,
    transfer: id,
  });
  turn.change(transfer, {
    amount_reversed: transfer.amount_reversed + amount,
    reversed: amount === left,
    reversals: { ...transfer.reversals, data: [{ ...reversal }, ...transfer.reversals.data] },
  });
  turn.emit('transfer.reversed', transfer);
  return reversal;
}
