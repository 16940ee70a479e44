import { isSameText } from '../../identity/same-text';
import { ApiError } from './errors';
import type { FormHash } from './form';

/** The keys of the emulator's account. */
export interface Keys {
  readonly secretKey: string;
  readonly publishableKey: string;
}

export type Access = 'server' | 'browser';

/** Who asks: a server with the secret key, or a browser with the publishable one. @throws 401 */
export function accessOf(authorization: string | undefined, formKey: unknown, keys: Keys): Access {
  const key = keyIn(authorization) ?? (typeof formKey === 'string' ? formKey : null);
  if (!key)
    throw new ApiError(
      401,
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  if (isSameText(key, keys.secretKey)) return 'server';
  if (isSameText(key, keys.publishableKey)) return 'browser';
  throw new ApiError(401, `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`);
}

function keyIn(authorization: string | undefined): string | null {
  const [, scheme = '', value = ''] = /^(\w+) (.+)$/.exec(authorization ?? '') ?? [];
  if (/^bearer$/i.test(scheme)) return value;
  // curl -u sk_test_…: sends the key as the user's name.
  return /^basic$/i.test(scheme) ? (Buffer.from(value, 'base64').toString().split(':')[0] ?? null) : null;
}

/** Card numbers are for browsers to send. @throws 402, as Stripe does */
export function refuseCardNumbers({ card, payment_method_data: data }: FormHash): void {
  const inner = typeof data === 'object' && 'card' in data ? data['card'] : undefined;
  for (const value of [card, inner])
    if (typeof value === 'object' && 'number' in value)
      throw new ApiError(
        402,
        'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing.',
      );
}
