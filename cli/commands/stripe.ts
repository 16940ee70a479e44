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
  const emulator = await startStripeEmulator(config, webhook, port);
  onShutdown(() => emulator.close());
  for (const [name, value] of Object.entries(emulator.settings)) say(`${name}=${value}`);
}
