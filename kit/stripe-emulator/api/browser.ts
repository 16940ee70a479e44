import type { Turn } from '../engine/turn';
import { ApiError } from './errors';
import type { FormHash } from './form';
import type { Operation } from './resource';

/** What of an intent a browser is shown. */
const SHOWN = new Set([
  'amount',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'id',
  'last_payment_error',
  'last_setup_error',
  'livemode',
  'next_action',
  'object',
  'payment_method',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'status',
  'usage',
]);

/** A browser reaches the intents whose client secret it has, and no others. @throws as if they were not there */
export function mayBrowserSee(
  turn: Turn,
  operation: Operation,
  { id }: Readonly<Record<string, string>>,
  { client_secret }: FormHash,
): void {
  if (id === undefined || (operation.answers !== 'payment_intent' && operation.answers !== 'setup_intent')) return;
  if (client_secret !== turn.require(operation.answers, id).client_secret)
    throw new ApiError(
      400,
      `The client_secret provided does not match any associated ${operation.answers} on this account.`,
      {
        code:
          operation.answers === 'payment_intent'
            ? 'payment_intent_invalid_parameter'
            : 'setup_intent_invalid_parameter',
        param: 'client_secret',
      },
    );
}

/** Without what concerns the seller alone, such as metadata and the customer. */
export function forBrowser(answer: object): object {
  const { object } = answer as { object?: string };
  if (object !== 'payment_intent' && object !== 'setup_intent') return answer;
  return Object.fromEntries(Object.entries(answer).filter(([field]) => SHOWN.has(field)));
}
