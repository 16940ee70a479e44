import { isTracing, tracedWithin } from '../../kit/tracing/span';
import { operationSpan } from '../../kit/tracing/operation';
import type { Engine } from '../engine/engine';

/** An engine each of whose queries and mutations is a span, with the number of its errors and the code of the first. */
export function withOperationSpan(engine: Engine): Engine {
  if (!isTracing()) return engine;
  return {
    ...engine,
    execute: (request) => {
      const { name, attributes } = operationSpan({
        type: request.operation.operation,
        name: request.operation.name?.value,
      });
      return tracedWithin(name, { attributes }, async (span) => {
        const result = await engine.execute(request);
        const [first] = result.errors ?? [];
        if (!first) return result;
        const { code } = first.extensions;
        span?.setAttribute('lyceum.errors', result.errors?.length ?? 0);
        span?.setAttribute('error.type', typeof code === 'string' ? code : 'INTERNAL_ERROR');
        return result;
      });
    },
  };
}
