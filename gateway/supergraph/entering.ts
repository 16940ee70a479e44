import type { RouteHandlerMethod } from 'fastify';
import type { LiveSupergraph } from './live-supergraph';

/** A handler during whose requests no engine stops that they may meet. */
export function entering(live: LiveSupergraph, handler: RouteHandlerMethod): RouteHandlerMethod {
  return async function (request, reply) {
    const leave = live.enter();
    try {
      return await handler.call(this, request, reply);
    } finally {
      leave();
    }
  };
}
