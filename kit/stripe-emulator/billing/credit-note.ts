import type Stripe from 'stripe';
import { z } from 'zod';
import { pageOf, pageParameters } from '../api/list';
import { accepts, hash, integer, metadata, nothing, positive, text, word } from '../api/parameters';
import { act, create, inner, list, operation, resource, retrieve, edit } from '../api/resource';
import type { Kept } from '../engine/objects';
import { creditNote, issueCredit, voidCredit } from './issue-credit';

type CreditNote = Kept<'credit_note'>;

const amount = integer.refine((value) => value >= 0, 'This value must be greater than or equal to 0.');
const creditParams = {
  amount: positive.optional(),
  credit_amount: amount.optional(),
  invoice: word,
  lines: z
    .array(
      hash({
        type: z.literal('invoice_line_item'),
        invoice_line_item: word,
        amount: positive.optional(),
        quantity: positive.optional(),
      }),
    )
    .optional(),
  memo: text.optional(),
  metadata: metadata.optional(),
  out_of_band_amount: amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory']).optional(),
  refund_amount: amount.optional(),
  refunds: z.array(hash({ refund: word, amount_refunded: positive.optional() })).optional(),
};
export const createParams = accepts<Stripe.CreditNoteCreateParams>()(creditParams);
const previewParams = accepts<Stripe.CreditNotePreviewParams>()(creditParams);
const updateParams = accepts<Stripe.CreditNoteUpdateParams>()({ memo: text.optional(), metadata: metadata.optional() });

export type NewCredit = z.infer<typeof createParams>;

export const creditNotes = resource('credit_note', {
  path: '/credit_notes',
  expandable: {
    customer: 'customer',
    invoice: 'invoice',
    'refunds.refund': 'refund',
    'lines.data': { embedded: 'credit_note_line_item' },
  },
  operations: [
    create(createParams, issueCredit),
    operation('GET', '/credit_notes/preview', previewParams, (turn, given) =>
      turn.engine.rehearse(() => creditNote(turn, given)),
    ),
    list({ customer: word, invoice: word }),
    retrieve(),
    edit(updateParams, 'credit_note.updated'),
    act('void', nothing, voidCredit),
    inner(
      'lines',
      pageParameters,
      (_turn, { id, lines }: CreditNote, page) => pageOf(lines.data, `/credit_notes/${id}/lines`, page),
      {
        answers: 'credit_note_line_item',
      },
    ),
  ],
});
