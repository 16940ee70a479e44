import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { pageOf, pageParameters } from '../api/list';
import { accepts, currency, emptyable, metadata, positive, text, withMetadata, word } from '../api/parameters';
import { create, list, operation, resource, retrieve, edit } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { recordMovement } from '../payments/balance-transaction';
import { receive } from './destination-payment';
import { requireFunds } from './funds';
import { reverseParams, reverseTransfer } from './reverse-transfer';

type Transfer = Kept<'transfer'>;

const createParams = accepts<Stripe.TransferCreateParams>()({
  amount: positive,
  currency,
  description: text.optional(),
  destination: word,
  metadata: metadata.optional(),
  source_transaction: word.optional(),
  source_type: z.literal('card').optional(),
  transfer_group: word.optional(),
});
const updateParams = accepts<Stripe.TransferUpdateParams>()({
  description: emptyable(text).optional(),
  metadata: metadata.optional(),
});

export const transfers = resource('transfer', {
  path: '/transfers',
  expandable: {
    balance_transaction: 'balance_transaction',
    destination: 'account',
    destination_payment: 'charge',
    'reversals.data': { embedded: 'transfer_reversal' },
    source_transaction: 'charge',
  },
  operations: [
    create(createParams, createTransfer),
    list({ destination: word, transfer_group: word }),
    retrieve(),
    edit(updateParams, 'transfer.updated'),
    operation('POST', '/transfers/:id/reversals', reverseParams, reverseTransfer, { answers: 'transfer_reversal' }),
    operation(
      'GET',
      '/transfers/:id/reversals',
      pageParameters,
      (turn, page, { id = '' }) => {
        const { reversals } = turn.require('transfer', id);
        return pageOf(reversals.data, `/transfers/${id}/reversals`, page);
      },
      { answers: 'transfer_reversal' },
    ),
    operation(
      'GET',
      '/transfers/:id/reversals/:reversal',
      z.strictObject({}),
      (turn, _none, { reversal = '' }) => turn.require('transfer_reversal', reversal),
      {
        answers: 'transfer_reversal',
      },
    ),
  ],
});

export const transferReversals = resource('transfer_reversal', {
  path: '/transfer_reversals',
  expandable: {
    balance_transaction: 'balance_transaction',
    destination_payment_refund: 'refund',
    transfer: 'transfer',
  },
  operations: [],
});

/** Gives money to a connected account: from what is available, or out of one charge as soon as that is. */
function createTransfer(turn: Turn, given: z.infer<typeof createParams>): Transfer {
  const account = turn.require('account', given.destination, 'destination');
  if (account.capabilities?.transfers !== 'active')
    throw invalidRequest(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      { code: 'insufficient_capabilities_for_transfer' },
    );
  const source = given.source_transaction
    ? turn.require('charge', given.source_transaction, 'source_transaction')
    : null;
  if (source) requireLeft(turn, source, given.amount);
  else requireFunds(turn, given.amount, given.currency);
  const availableOn = source && turn.find('balance_transaction', source.balance_transaction)?.available_on;
  const id = newId('tr');
  const description = given.description ?? null;
  const when = availableOn ? { availableOn } : { isAvailableAtOnce: true };
  const movement = recordMovement(turn, {
    type: 'transfer',
    amount: -given.amount,
    currency: given.currency,
    source: id,
    description,
    ...when,
  });
  const payment = receive(turn.in(account.id), { ...given, transfer: id, ...when });
  const transfer = turn.insert<'transfer'>({
    id,
    object: 'transfer',
    amount: given.amount,
    amount_reversed: 0,
    balance_transaction: movement.id,
    created: turn.now,
    currency: given.currency,
    description,
    destination: account.id,
    destination_payment: payment.id,
    livemode: false,
    metadata: withMetadata({}, given.metadata),
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: source?.id ?? null,
    source_type: 'card',
    transfer_group: given.transfer_group ?? source?.transfer_group ?? null,
  });
  turn.emit('transfer.created', transfer);
  return transfer;
}

/** All transfers out of one charge are no more than the charge. */
function requireLeft(turn: Turn, charge: Kept<'charge'>, amount: number): void {
  const given = turn
    .where('transfer', 'source_transaction', charge.id)
    .reduce((sum, transfer) => sum + transfer.amount - transfer.amount_reversed, 0);
  if (given + amount > charge.amount_captured)
    throw invalidRequest('Transfers using this transaction as a source must not exceed the source amount.', {
      param: 'amount',
    });
}
