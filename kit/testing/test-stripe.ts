import { systemClock, type Clock } from '../scope/clock';
import { StripeEmulator, type StripeEmulatorOptions } from '../stripe-emulator';

export interface TestStripe {
  readonly emulator: StripeEmulator;
  /** From now on it goes by this clock: its settings are needed before there is a house, and with it a clock. */
  followClock(clock: Clock): void;
}

/** A Stripe for a test, which tells of what happens by hand (`deliver`) or by HTTP (`webhooks`). */
export async function openTestStripe(
  options: Pick<StripeEmulatorOptions, 'webhooks' | 'deliver'>,
  before: Clock = systemClock,
): Promise<TestStripe> {
  let current = before;
  const clock: Clock = { now: () => current.now() };
  const emulator = await StripeEmulator.open({
    webhooks: ['http://product.test/payments/webhooks/stripe'],
    ...options,
    clock,
  });
  return {
    emulator,
    followClock: (next) => {
      current = next;
    },
  };
}
