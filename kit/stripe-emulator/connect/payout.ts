import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, currency, metadata, nothing, positive, range, text, withMetadata, word } from '../api/parameters';
import { isWithin } from '../api/list';
import { act, create, list, resource, retrieve, edit } from '../api/resource';
import { requireFunds } from './funds';
import { cancelPayout, makePayout } from './make-payout';

const createParams = accepts<Stripe.PayoutCreateParams>()({
  amount: positive,
  currency,
  description: text.optional(),
  metadata: metadata.optional(),
  method: z.enum(['standard', 'instant']).optional(),
  source_type: z.literal('card').optional(),
  statement_descriptor: text.optional(),
});
const updateParams = accepts<Stripe.PayoutUpdateParams>()({ metadata: metadata.optional() });

export const payouts = resource('payout', {
  path: '/payouts',
  expandable: { balance_transaction: 'balance_transaction', failure_balance_transaction: 'balance_transaction' },
  operations: [
    create(createParams, (turn, { metadata: pairs, ...given }) => {
      requireFunds(turn, given.amount, given.currency);
      return makePayout(turn, { ...given, automatic: false, metadata: withMetadata({}, pairs) });
    }),
    list({
      status: word,
      arrival_date: {
        param: range,
        matches: ({ arrival_date }, asked: z.infer<typeof range>) => isWithin(arrival_date, asked),
      },
    }),
    retrieve(),
    edit(updateParams, 'payout.updated'),
    act('cancel', nothing, (turn, payout) => {
      if (payout.status !== 'pending' || payout.automatic)
        throw invalidRequest(
          `Payouts can only be canceled while they are pending and were not made automatically: this one is ${payout.status}.`,
        );
      return cancelPayout(turn, payout);
    }),
  ],
});
