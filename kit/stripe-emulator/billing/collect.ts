import { ApiError, invalidRequest } from '../api/errors';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { confirmIntent } from '../payments/confirm';
import { scheduleRetry } from './dunning';
import { intentOf, subscriptionOf } from './invoice-intent';
import type { Invoice } from './invoice-plan';
import { moveSubscription } from './move-subscription';

export interface Collection {
  readonly payment_method?: string | undefined;
  /** The person is there and can authenticate. */
  readonly isPresent?: boolean;
}

/** The card that an invoice is charged to. */
export function methodFor(
  turn: Turn,
  invoice: Pick<Invoice, 'customer' | 'default_payment_method'>,
  subscription: Kept<'subscription'> | null,
): string | null {
  const customer = turn.find('customer', idOf(invoice.customer));
  return (
    invoice.default_payment_method ??
    subscription?.default_payment_method ??
    idOf(customer?.invoice_settings.default_payment_method)
  );
}

/** Charges an open invoice. @throws card_error, or where there is nothing to charge; the failure is written down */
export function collect(turn: Turn, invoice: Invoice, { payment_method, isPresent = false }: Collection = {}): Invoice {
  const intent = intentOf(turn, invoice);
  if (invoice.status !== 'open' || !intent)
    throw invalidRequest('Invoice is not open, so it cannot be paid.', { code: 'invoice_not_open' });
  const subscription = subscriptionOf(turn, invoice);
  const method = payment_method ?? methodFor(turn, invoice, subscription);
  const attempt = { attempted: true, attempt_count: invoice.attempt_count + 1 };
  if (!method) {
    fail(turn, invoice, attempt);
    throw invalidRequest(
      'There is no `default_payment_method` set on this Customer or Invoice. Please attach a default payment method, or provide one.',
      { code: 'invoice_payment_intent_requires_action' },
    );
  }
  try {
    const { status } = confirmIntent(turn, intent, { payment_method: method, off_session: !isPresent });
    turn.change(invoice, attempt);
    if (status === 'requires_action') turn.emit('invoice.payment_action_required', invoice);
    return invoice;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    fail(turn, invoice, attempt);
    if (error.details.code === 'authentication_required') turn.emit('invoice.payment_action_required', invoice);
    throw error;
  }
}

/** The same by itself: a failure is nobody's error, and is tried again later. */
export function collectByItself(turn: Turn, invoice: Invoice): void {
  try {
    collect(turn, invoice);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

/** It is time to try again. */
export function retryInvoice(turn: Turn, id: string): void {
  const invoice = turn.find('invoice', id);
  if (invoice?.status === 'open' && invoice.next_payment_attempt !== null && invoice.next_payment_attempt <= turn.now)
    collectByItself(turn, invoice);
}

/** A first invoice waits for the person; a renewal is tried again, and its subscription is past due meanwhile. */
function fail(turn: Turn, invoice: Invoice, attempt: Partial<Invoice>): void {
  turn.change(invoice, attempt);
  const subscription = subscriptionOf(turn, invoice);
  const isFirst = subscription?.status === 'incomplete';
  if (subscription && !isFirst) moveSubscription(turn, subscription, 'fail');
  const isLast = !isFirst && scheduleRetry(turn, invoice, subscription);
  turn.emit('invoice.payment_failed', invoice);
  if (isLast && subscription) isLast(subscription);
}
