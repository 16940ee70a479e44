import type { CardBehaviour } from '../cards/test-cards';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { recordMovement } from './balance-transaction';
import { disputeFee } from './fees';
import { disputeTransitions } from './dispute.states';

type Dispute = Kept<'dispute'>;
export type DisputeReason = NonNullable<CardBehaviour['dispute']>;

/** Seconds that the seller has to answer. */
const DUE_AFTER = 9 * 86_400;

const NO_EVIDENCE: Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The owner of a card says that a charge is wrong: the money goes, unless it is only an inquiry. */
export function openDispute(turn: Turn, charge: Kept<'charge'>, reason: DisputeReason): Dispute {
  const isInquiry = reason === 'inquiry';
  const brand = charge.payment_method_details?.card?.brand ?? 'visa';
  const dispute = turn.insert<'dispute'>({
    id: newId('du'),
    object: 'dispute',
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: turn.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {
      ...NO_EVIDENCE,
      customer_email_address: charge.billing_details.email,
      customer_name: charge.billing_details.name,
    },
    evidence_details: {
      due_by: turn.now + DUE_AFTER,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: isInquiry ? null : '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand,
        case_type: isInquiry ? 'inquiry' : 'chargeback',
        network: brand,
        network_reason_code: isInquiry ? null : '10.4',
      },
      type: 'card',
    },
    reason: isInquiry ? 'general' : reason,
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  });
  turn.change(charge, { disputed: true });
  turn.emit('charge.dispute.created', dispute);
  if (!isInquiry) withdraw(turn, dispute);
  turn.schedule('dispute.expire', dispute.id, turn.now + DUE_AFTER);
  return dispute;
}

/** A decision: the money comes back, or stays away. What the dispute cost is never given back. */
export function closeDispute(turn: Turn, dispute: Dispute, step: 'win' | 'lose'): Dispute {
  const status = after(disputeTransitions, dispute.status, step);
  if (!status) return dispute;
  turn.change(dispute, { status });
  if (status === 'won') reinstate(turn, dispute);
  turn.emit('charge.dispute.closed', dispute);
  return dispute;
}

/** An inquiry becomes a chargeback. */
export function escalateDispute(turn: Turn, dispute: Dispute): Dispute {
  const status = after(disputeTransitions, dispute.status, 'escalate');
  if (!status) return dispute;
  turn.change(dispute, { status, is_charge_refundable: false });
  withdraw(turn, dispute);
  turn.emit('charge.dispute.updated', dispute);
  return dispute;
}

/** Nobody answered in time. */
export function expireDispute(turn: Turn, id: string): void {
  const dispute = turn.find('dispute', id);
  if (!dispute?.status.endsWith('needs_response')) return;
  turn.change(dispute, { evidence_details: { ...dispute.evidence_details, past_due: true } });
  closeDispute(turn, dispute, 'lose');
}

function withdraw(turn: Turn, dispute: Dispute): void {
  move(turn, dispute, -dispute.amount, 'dispute', disputeFee(dispute.currency));
  turn.emit('charge.dispute.funds_withdrawn', dispute);
}

function reinstate(turn: Turn, dispute: Dispute): void {
  move(turn, dispute, dispute.amount, 'dispute_reversal', 0);
  turn.emit('charge.dispute.funds_reinstated', dispute);
}

function move(turn: Turn, dispute: Dispute, amount: number, category: string, fee: number): void {
  const { currency, id: source, charge } = dispute;
  const description = `${amount < 0 ? 'Chargeback withdrawal' : 'Chargeback reversal'} for ${charge}`;
  const movement = recordMovement(turn, { type: 'adjustment', amount, currency, fee, source, category, description });
  turn.change(dispute, { balance_transactions: [...dispute.balance_transactions, { ...movement }] });
}
