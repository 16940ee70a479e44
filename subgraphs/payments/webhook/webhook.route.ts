import type { FastifyInstance } from 'fastify';
import { scopeOf } from '../../../kit/subgraph/public-routes';
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
    // Whatever it claims to be, it is bytes until its signature was checked.
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largest }, (_request, body, parsed) =>
      parsed(null, body),
    );
    routes.post('/webhooks/stripe', { bodyLimit: largest }, async (request, reply) => {
      const secrets = config.STRIPE_WEBHOOK_SECRET?.split(',') ?? [];
      const signature = request.headers['stripe-signature'];
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const event =
        typeof signature === 'string' ? readProviderEvent({ body, signature, secrets, now: clock.now() }) : null;
      if (!event) throw paymentsErrors.WEBHOOK_REFUSED();
      await takeProviderEvent(scopeOf(request).as(Viewer.system), event);
      return reply.code(200).send({ received: true });
    });
    done();
  });
}
