import { openContext, type GatewayContext } from '../context';
import { payFor } from '../limits/rates/budget-plugin';
import { outcomeOf } from '../metrics/request-metrics';
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
    const took = performance.now() - startedAt;
    const milliseconds = Math.round(took);
    const name = operation.operationName ?? undefined;
    const { subgraphCalls } = context;
    context.log.info({ operation: name, milliseconds, subgraphCalls, errors: errors?.length ?? 0 }, 'operation');
    const shown = errors ? { ...result, errors: shownErrors(errors, asked.requestId) } : result;
    services.noteAnswer?.(operation.operation, outcomeOf(shown), took / 1_000);
    return new LiveEvent(shown);
  } finally {
    leave();
  }
}
