import { openContext, type GatewayContext } from '../context';
import { payFor } from '../limits/rates/budget-plugin';
import { noteRun } from '../registry/uses';
import { LiveEvent } from './live-event';
import type { LiveServices } from './live-services';
import type { ReadOperation } from './operation-reader';
import { shownErrors } from './shown-errors';

/** Who asks for one operation, and until when. */
export type SingleRequest = Pick<
  GatewayContext,
  'requestId' | 'viewer' | 'key' | 'document' | 'address' | 'userAgent' | 'signal'
>;

/** Runs a query or a mutation, and logs and counts it as over HTTP. */
export async function resultOf(
  operation: ReadOperation,
  asked: SingleRequest,
  services: LiveServices,
): Promise<LiveEvent> {
  const startedAt = performance.now();
  const leave = services.enter();
  try {
    const context = await openContext(asked, services);
    const { errors, ...result } = await services.hub.graph.engine.execute({ ...operation, context });
    noteRun(services.uses, context, (errors?.length ?? 0) > 0);
    await payFor(context, services.rates);
    const milliseconds = Math.round(performance.now() - startedAt);
    const name = operation.operationName ?? undefined;
    const { subgraphCalls } = context;
    context.log.info({ operation: name, milliseconds, subgraphCalls, errors: errors?.length ?? 0 }, 'operation');
    return new LiveEvent(errors ? { ...result, errors: shownErrors(errors, asked.requestId) } : result);
  } finally {
    leave();
  }
}
