import type Stripe from 'stripe';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type Intent = Kept<'payment_intent'> | Kept<'setup_intent'>;

/** Sends the person to the page of their bank, and from there back to `return_url`; without one, a script has to show it. */
export function challenge(
  turn: Turn,
  { id, client_secret }: Intent,
  returnUrl: string | undefined,
): Pick<Stripe.PaymentIntent.NextAction, 'type' | 'redirect_to_url' | 'use_stripe_sdk'> {
  const page = turn.engine.pageUrl(`/authenticate/${id}?client_secret=${client_secret ?? ''}`);
  if (returnUrl === undefined)
    return {
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: page, source: newId('src') },
    };
  return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: page } };
}
