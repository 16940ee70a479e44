import type { FastifyInstance } from 'fastify';
import { scopeOf } from '../../../kit/subgraph/public-routes';
import { rawBodyOf, takeRawBodies } from '../../../kit/subgraph/raw-bodies';
import type { RunningSubgraph } from '../../../kit/subgraph/running';
import { Viewer } from '../../../kit/identity/viewer';
import { paymentsErrors } from '../payments.errors';
import { readProviderEvent } from '../provider/provider-event';
import { takeProviderEvent } from './provider-inbox';

/** Bytes: an event carries one object, of a few thousand. */
const largest = 262_144;

/** `POST /payments/webhooks/stripe`: what the provider tells. Who it is shows its signature over the bytes, nothing else. */
export function webhookRoute(app: FastifyInstance, { resources: { config, clock } }: RunningSubgraph): void {
  void app.register((routes, _options, done) => {
    takeRawBodies(routes, largest);
    routes.post('/webhooks/stripe', { bodyLimit: largest }, async (request, reply) => {
      const secrets = config.STRIPE_WEBHOOK_SECRET?.split(',') ?? [];
      const signature = request.headers['stripe-signature'];
      const body = rawBodyOf(request);
      const event =
        typeof signature === 'string' ? readProviderEvent({ body, signature, secrets, now: clock.now() }) : null;
      if (!event) throw paymentsErrors.WEBHOOK_REFUSED();
      await takeProviderEvent(scopeOf(request).as(Viewer.system), event);
      return reply.code(200).send({ received: true });
    });
    done();
  });
}
