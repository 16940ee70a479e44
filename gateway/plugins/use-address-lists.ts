import type { FastifyInstance } from 'fastify';
import type { Config } from '../../kit/config/config';
import { gatewayErrors } from '../gateway.errors';
import { addressLists } from '../limits/addresses/address-lists';

/** What looks after the gateway comes from wherever it runs, and is told nothing of anybody. */
const open: ReadonlySet<string | undefined> = new Set(['/health/live', '/health/ready', '/metrics']);

/** Refuses addresses by ADDRESS_ALLOW and ADDRESS_DENY, before anything of their requests is read but the head. */
export function useAddressLists(app: FastifyInstance, config: Pick<Config, 'ADDRESS_ALLOW' | 'ADDRESS_DENY'>): void {
  const mayAsk = addressLists(config);
  app.addHook('onRequest', async (request, reply) => {
    if (open.has(request.routeOptions.url) || mayAsk(request.ip)) return;
    // The rest of the body is of no interest any more.
    void reply.header('connection', 'close');
    throw gatewayErrors.ADDRESS_REFUSED();
  });
}
