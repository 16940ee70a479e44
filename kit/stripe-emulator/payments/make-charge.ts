import type Stripe from 'stripe';
import { behaviourOf } from '../cards/card';
import type { Decline } from '../cards/test-cards';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { recordMovement } from './balance-transaction';
import { feeOf } from './fees';

type Charge = Kept<'charge'>;
type Intent = Kept<'payment_intent'>;
type PaymentMethod = Kept<'payment_method'>;

interface Outcome {
  readonly decline?: Decline;
  readonly isCaptured: boolean;
  readonly isAuthenticated: boolean;
}

/** Writes down an attempt to charge a card, and moves the money if it was taken at once. */
export function makeCharge(
  turn: Turn,
  intent: Intent,
  method: PaymentMethod,
  { decline, isCaptured, isAuthenticated }: Outcome,
): Charge {
  const isPaid = decline === undefined;
  const charge = turn.insert<'charge'>({
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: intent.statement_descriptor ?? 'LYCEUM',
    captured: false,
    created: turn.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: intent.on_behalf_of,
    outcome: outcomeOf(decline),
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: shownCard(intent, method, isAuthenticated), type: 'card' },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: isPaid ? turn.engine.pageUrl(`/receipts/${intent.id}`) : null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: isPaid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  });
  if (isPaid && isCaptured) takeMoney(turn, charge, intent.amount);
  turn.emit(isPaid ? 'charge.succeeded' : 'charge.failed', charge);
  return charge;
}

/** Captures so much of a charge: from now on it is money. */
export function takeMoney(turn: Turn, charge: Charge, amount: number): void {
  const method = turn.find('payment_method', charge.payment_method);
  const movement = recordMovement(turn, {
    type: 'charge',
    amount,
    currency: charge.currency,
    fee: feeOf(amount, charge.currency),
    source: charge.id,
    description: charge.description,
    isAvailableAtOnce: method !== null && behaviourOf(method).isAvailableAtOnce === true,
  });
  turn.change(charge, { captured: true, amount_captured: amount, balance_transaction: movement.id });
}

function outcomeOf(decline: Decline | undefined): Stripe.Charge.Outcome {
  const common = { advice_code: null, network_advice_code: null, risk_level: 'normal', risk_score: 20 };
  if (!decline)
    return {
      ...common,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  return {
    ...common,
    network_decline_code: '05',
    network_status: 'declined_by_network',
    reason: decline.declineCode,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
}

function shownCard(
  { amount }: Intent,
  { card }: PaymentMethod,
  isAuthenticated: boolean,
): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: amount,
    authorization_code: null,
    brand: card?.brand ?? null,
    checks: card?.checks ?? null,
    country: card?.country ?? null,
    electronic_commerce_indicator: isAuthenticated ? '05' : null,
    exp_month: card?.exp_month ?? 0,
    exp_year: card?.exp_year ?? 0,
    fingerprint: card?.fingerprint ?? null,
    funding: card?.funding ?? null,
    installments: null,
    last4: card?.last4 ?? null,
    mandate: null,
    network: card?.brand ?? null,
    network_token: { used: false },
    network_transaction_id: newId('n', 15).slice(2),
    regulated_status: 'unregulated',
    three_d_secure: isAuthenticated
      ? {
          authentication_flow: 'challenge',
          electronic_commerce_indicator: '05',
          exemption_indicator: null,
          result: 'authenticated',
          result_reason: null,
          transaction_id: newId('3ds', 24),
          version: '2.2.0',
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}
