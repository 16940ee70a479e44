import type { FastifyInstance } from 'fastify';
import { Viewer } from '../../../../kit/identity/viewer';
import { isUuid } from '../../../../kit/scope/ids';
import type { Scope } from '../../../../kit/scope/scope';
import { scopeOf } from '../../../../kit/subgraph/public-routes';
import { rawBodyOf, takeRawBodies } from '../../../../kit/subgraph/raw-bodies';
import { DeliveryState } from '../../delivery/delivery.states';
import { Reports } from '../../delivery/reports';
import { notificationsErrors } from '../../notifications.errors';
import { SuppressionReason, Suppressions } from '../../suppression/suppressions';
import { statusUrl } from './status-url';
import { isSignedByTwilio } from './twilio-signature';

const { DELIVERED, BOUNCED } = DeliveryState;

/** What its words mean for a delivery; others, such as `queued` and `sent`, say that it is under way. */
const states = new Map<string, typeof DELIVERED | typeof BOUNCED>([
  ['delivered', DELIVERED],
  ['read', DELIVERED],
  ['undelivered', BOUNCED],
  ['failed', BOUNCED],
]);

/** What its codes say of a number: whoever has it wrote STOP; nobody has it; it takes no text messages. */
const gone = new Map([
  ['21610', SuppressionReason.STOP],
  ['30005', SuppressionReason.BOUNCE],
  ['30006', SuppressionReason.BOUNCE],
]);

/** `POST /notifications/webhooks/twilio/<delivery>`: what became of a text message, signed by who has the account's token. */
export function useTwilio(app: FastifyInstance): void {
  void app.register((routes, _options, done) => {
    takeRawBodies(routes, 65_536);
    routes.post<{ Params: { readonly deliveryId: string } }>('/webhooks/twilio/:deliveryId', async (request, reply) => {
      const { deliveryId } = request.params;
      const scope = scopeOf(request).as(Viewer.system);
      const { TWILIO_AUTH_TOKEN: token, PUBLIC_URL } = scope.config;
      const params = new URLSearchParams(rawBodyOf(request).toString('utf8'));
      const signed = token && { token, url: statusUrl(PUBLIC_URL, deliveryId), params };
      if (!signed || !isSignedByTwilio(request.headers['x-twilio-signature'], signed))
        throw notificationsErrors.UNSIGNED_REPORT();
      if (isUuid(deliveryId)) await scope.transaction((tx) => take(tx, deliveryId, params));
      return reply.code(204).send();
    });
    done();
  });
}

/** What is said twice suppresses nothing again: it may have been lifted since. */
async function take(tx: Scope, deliveryId: string, params: URLSearchParams): Promise<void> {
  const status = params.get('MessageStatus') ?? '';
  const state = states.get(status);
  if (!state) return;
  const code = params.get('ErrorCode') ?? status;
  const report = { deliveryId, providerId: params.get('MessageSid'), state };
  const isNews = await tx.get(Reports).take({ ...report, problem: state === BOUNCED ? code.slice(0, 20) : null });
  const [number, reason] = [params.get('To'), gone.get(code)];
  if (isNews && number && reason) await tx.get(Suppressions).add(number, reason);
}
