import { join } from 'node:path';
import type { Config } from '../kit/config/config';
import { openSecrets } from '../kit/config/secrets';
import { StripeEmulator, type Webhook } from '../kit/stripe-emulator';

/** Where the product hears from its payment provider. */
const WEBHOOKS = '/payments/webhooks/stripe';

interface Stripe {
  /** With the provider's keys and address. */
  readonly config: Config;
  /** Null where a real Stripe is configured. */
  readonly emulator: StripeEmulator | null;
  close(): Promise<void>;
}

/** The Stripe of the settings; else, outside production, one of our own, whose payments, cards and customers stay in the data folder. */
export async function openStripe(config: Config): Promise<Stripe> {
  const isOthers = config.STRIPE_SECRET_KEY !== undefined || config.NODE_ENV === 'production';
  if (isOthers) return { config, emulator: null, close: () => Promise.resolve() };
  const url = webhookUrl(config);
  const emulator = await startStripeEmulator(config, [{ url }, { url, connect: true }]);
  return {
    config: Object.freeze({ ...config, ...emulator.settings }),
    emulator,
    close: () => emulator.close(),
  };
}

/** Its keys come from the one secret, so that they are the same after the next start. */
export function startStripeEmulator(
  config: Config,
  webhooks: readonly Webhook[],
  port?: number,
): Promise<StripeEmulator> {
  const secrets = openSecrets(config);
  const key = (purpose: string): string => secrets.key(`stripe-emulator/${purpose}`).toString('hex');
  return StripeEmulator.open({
    folder: join(config.LYCEUM_DATA, 'stripe'),
    secretKey: `sk_test_${key('secret')}`,
    publishableKey: `pk_test_${key('publishable')}`,
    webhookSecret: `whsec_${key('webhooks')}`,
    webhooks,
    ...(port === undefined ? {} : { port }),
  });
}

function webhookUrl({ HOST, PORT }: Config): string {
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return `http://${host}:${PORT}${WEBHOOKS}`;
}
