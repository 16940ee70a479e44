import { Secrets } from '../../kit/config/secrets';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { Viewer } from '../../kit/identity/viewer';
import { systemClock } from '../../kit/scope/clock';
import { StripeEmulator } from '../../kit/stripe-emulator';
import { finish } from '../measure/finish';

/** The Stripe emulator, which tells payments of what happens as if by the gateway, until whoever started it lets go. */
async function main(): Promise<void> {
  const { url, secret } = JSON.parse(process.argv[2]!) as { url: string; secret: string };
  const seal = new ViewerSeal(new Secrets(secret), systemClock);
  const emulator = await StripeEmulator.open({
    webhooks: [
      { url, events: ['payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.canceled'] },
    ],
    deliver: async ({ headers, body }) => {
      const sealed = { ...headers, [viewerHeader]: await seal.sign(Viewer.anonymous) };
      const answer = await fetch(url, { method: 'POST', headers: sealed, body });
      await answer.arrayBuffer();
      return answer.status;
    },
  });
  process.send!({ settings: emulator.settings, sdk: emulator.sdk });
  await new Promise((resolve) => process.once('disconnect', resolve));
}

finish(main());
