import type Stripe from 'stripe';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import { PLATFORM } from '../engine/platform';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { recordMovement } from '../payments/balance-transaction';
import { payoutTransitions } from './payout.states';

type Payout = Kept<'payout'>;

const DAY = 86_400;
/** Days on the way to the bank. */
const ARRIVES_AFTER = 2;

interface NewPayout {
  readonly amount: number;
  readonly currency: string;
  readonly automatic: boolean;
  readonly method?: 'standard' | 'instant' | undefined;
  readonly description?: string | undefined;
  readonly statement_descriptor?: string | undefined;
  readonly metadata?: Stripe.Metadata;
}

/** Sends money of an account to its bank. */
export function makePayout(turn: Turn, given: NewPayout): Payout {
  const { amount, currency, automatic, method = 'standard' } = given;
  const id = newId('po');
  const arrival = method === 'instant' ? turn.now : (Math.floor(turn.now / DAY) + ARRIVES_AFTER) * DAY;
  const movement = recordMovement(turn, {
    type: 'payout',
    amount: -amount,
    currency,
    source: id,
    description: 'STRIPE PAYOUT',
  });
  const bank = turn.in(PLATFORM).find('account', turn.account)?.external_accounts?.data[0];
  const payout = turn.insert<'payout'>({
    id,
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: arrival,
    automatic,
    balance_transaction: movement.id,
    created: turn.now,
    currency,
    description: given.description ?? 'STRIPE PAYOUT',
    destination: bank?.id ?? null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: given.metadata ?? {},
    method,
    original_payout: null,
    payout_method: null,
    reconciliation_status: automatic ? 'completed' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: given.statement_descriptor ?? null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  });
  turn.emit('payout.created', payout);
  turn.schedule('payout.send', id, turn.now + DAY / 2);
  turn.schedule('payout.arrive', id, arrival);
  return payout;
}

/** It is on its way, and cannot be called off any more. */
export function sendPayout(turn: Turn, id: string): void {
  move(turn, id, 'send', 'payout.updated');
}

/** It is there. */
export function arrivePayout(turn: Turn, id: string): void {
  const payout = turn.find('payout', id);
  if (payout?.status === 'pending') move(turn, id, 'send', 'payout.updated');
  move(turn, id, 'arrive', 'payout.paid');
}

/** The bank did not take it: the money is back. */
export function failPayout(turn: Turn, payout: Payout): void {
  const status = after(payoutTransitions, payout.status, 'fail');
  if (!status) return;
  turn.change(payout, {
    status,
    failure_balance_transaction: moneyBack(turn, payout, 'payout_failure'),
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
  });
  turn.emit('payout.failed', payout);
}

export function cancelPayout(turn: Turn, payout: Payout): Payout {
  turn.change(payout, { status: 'canceled', failure_balance_transaction: moneyBack(turn, payout, 'payout_cancel') });
  turn.emit('payout.canceled', payout);
  return payout;
}

/** @returns the id of the movement */
function moneyBack(
  turn: Turn,
  { amount, currency, id: source }: Payout,
  type: 'payout_failure' | 'payout_cancel',
): string {
  return recordMovement(turn, { type, amount, currency, source, isAvailableAtOnce: true }).id;
}

function move(turn: Turn, id: string, step: 'send' | 'arrive', type: string): void {
  const payout = turn.find('payout', id);
  const status = payout && after(payoutTransitions, payout.status, step);
  if (!payout || !status) return;
  turn.change(payout, { status });
  turn.emit(type, payout);
}
