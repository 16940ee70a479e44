import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Viewer } from '../../../../../kit/identity/viewer';
import { rawBodyOf, takeRawBodies } from '../../../../../kit/subgraph/raw-bodies';
import { scopeOf } from '../../../../../kit/subgraph/public-routes';
import { notificationsErrors } from '../../../notifications.errors';
import type { MailEvent } from './mail-event';
import { MailEvents } from './mail-events';
import { readMailgunEvent } from './mailgun-event';
import { readSignedEvent } from './signed-event';

/** Bytes: an event is about one letter. */
const largest = 65_536;

/** `POST /notifications/webhooks/mail` and `…/mailgun`: what became of letters (ADR 072). */
export function useMailEvents(app: FastifyInstance): void {
  void app.register((routes, _options, done) => {
    takeRawBodies(routes, largest);
    routes.post('/webhooks/mail', (request, reply) => {
      const { config, clock } = scopeOf(request);
      const [body, signature] = [rawBodyOf(request), request.headers['lyceum-signature']];
      const { MAIL_EVENTS_KEY: key } = config;
      return take(request, reply, key ? readSignedEvent({ body, signature, key, now: clock.now() }) : null);
    });
    routes.post('/webhooks/mailgun', (request, reply) => {
      const { config, clock } = scopeOf(request);
      const { MAILGUN_SIGNING_KEY: key } = config;
      return take(request, reply, key ? readMailgunEvent({ body: rawBodyOf(request), key, now: clock.now() }) : null);
    });
    done();
  });
}

/** @throws UNSIGNED_REPORT */
async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  event: MailEvent | 'IGNORED' | null,
): Promise<FastifyReply> {
  if (!event) throw notificationsErrors.UNSIGNED_REPORT();
  const scope = scopeOf(request).as(Viewer.system);
  if (event !== 'IGNORED') await scope.transaction((tx) => tx.get(MailEvents).take(event));
  return reply.code(204).send();
}
