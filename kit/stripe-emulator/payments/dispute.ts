import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, emptyable, flag, hash, metadata, nothing, text, withMetadata, word } from '../api/parameters';
import { act, list, resource, retrieve, update } from '../api/resource';
import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { disputeTransitions } from './dispute.states';
import { closeDispute, escalateDispute } from './open-dispute';

type Dispute = Kept<'dispute'>;

const evidence = hash(
  Object.fromEntries(
    [
      'access_activity_log',
      'billing_address',
      'cancellation_policy_disclosure',
      'cancellation_rebuttal',
      'customer_email_address',
      'customer_name',
      'customer_purchase_ip',
      'duplicate_charge_explanation',
      'duplicate_charge_id',
      'product_description',
      'refund_policy_disclosure',
      'refund_refusal_explanation',
      'service_date',
      'uncategorized_text',
    ].map((field) => [field, emptyable(text).optional()]),
  ),
);
const updateParams = accepts<Stripe.DisputeUpdateParams>()({
  evidence: evidence.optional(),
  metadata: metadata.optional(),
  submit: flag.optional(),
});

export const disputes = resource('dispute', {
  path: '/disputes',
  expandable: { charge: 'charge', payment_intent: 'payment_intent' },
  operations: [
    list({ charge: word, payment_intent: word }),
    retrieve(),
    update(updateParams, updateDispute),
    act('close', nothing, (turn, dispute) => closeDispute(turn, requireOpen(dispute), 'lose')),
  ],
});

/** Words of evidence that decide a dispute at once, as in Stripe's test mode. */
const DECIDING: Readonly<Record<string, (turn: Turn, dispute: Dispute) => Dispute>> = {
  winning_evidence: (turn, dispute) => closeDispute(turn, dispute, 'win'),
  losing_evidence: (turn, dispute) => closeDispute(turn, dispute, 'lose'),
  escalate_inquiry_evidence: escalateDispute,
};

/** Evidence is kept until it is submitted, which it is unless `submit` says no. */
function updateDispute(
  turn: Turn,
  dispute: Dispute,
  { evidence: given, metadata: pairs, submit = true }: z.infer<typeof updateParams>,
): Dispute {
  requireOpen(dispute);
  const isSubmitted = submit && given !== undefined;
  const { evidence_details: details } = dispute;
  const status = isSubmitted ? after(disputeTransitions, dispute.status, 'submit') : null;
  turn.change(dispute, {
    evidence: { ...dispute.evidence, ...given },
    evidence_details: {
      ...details,
      has_evidence: details.has_evidence || given !== undefined,
      submission_count: details.submission_count + (isSubmitted ? 1 : 0),
      submission_method: isSubmitted ? 'manual' : details.submission_method,
    },
    metadata: withMetadata(dispute.metadata, pairs),
    ...(status ? { status } : {}),
  });
  turn.emit('charge.dispute.updated', dispute);
  const decide = isSubmitted ? DECIDING[String(dispute.evidence.uncategorized_text)] : undefined;
  return decide ? decide(turn, dispute) : dispute;
}

function requireOpen(dispute: Dispute): Dispute {
  if (Object.keys(disputeTransitions[dispute.status as keyof typeof disputeTransitions] ?? {}).length === 0)
    throw invalidRequest('This dispute is already closed.');
  return dispute;
}
