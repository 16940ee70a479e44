import type { Config } from '../../kit/config/config';
import { say } from '../progress';
import { onShutdown } from '../shutdown';
import { startStripeEmulator } from '../stripe';

export interface StripeOptions {
  readonly port?: number;
  readonly webhook?: readonly string[];
}

/** The Stripe emulator by itself, for subgraphs in processes of their own. */
export async function stripe(config: Config, { port, webhook = [] }: StripeOptions): Promise<void> {
  const webhooks = webhook.flatMap((url) => [{ url }, { url, connect: true }]);
  const emulator = await startStripeEmulator(config, webhooks, port);
  onShutdown(() => emulator.close());
  for (const [name, value] of Object.entries(emulator.settings)) say(`${name}=${value}`);
}
