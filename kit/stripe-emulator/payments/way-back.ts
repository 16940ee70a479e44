import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';

type Methods = Stripe.PaymentIntent.AutomaticPaymentMethods;
type SomeMethods = Methods | Stripe.SetupIntent.AutomaticPaymentMethods | null;

interface WayBack {
  readonly return_url?: string | undefined;
  readonly off_session?: boolean | undefined;
  readonly use_stripe_sdk?: boolean | undefined;
}

/** What an intent takes, where nobody says otherwise: everything, also what leads people elsewhere. */
export function methodsOf({
  automatic_payment_methods: given,
}: {
  automatic_payment_methods?: Methods | undefined;
}): Methods {
  return given ?? { enabled: true, allow_redirects: 'always' };
}

/** @throws where a method might lead the person away, and nobody says where they come back */
export function requireWayBack(methods: SomeMethods, given: WayBack): void {
  const mayRedirect = methods?.enabled && methods.allow_redirects !== 'never';
  if (mayRedirect && !given.return_url && !given.off_session && !given.use_stripe_sdk)
    throw invalidRequest(
      'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`.',
      { param: 'return_url' },
    );
}
