import type { ApolloServerPlugin } from '@apollo/server';
import type { Log } from '../../kit/log/log';
import type { GatewayContext } from '../context';

/** One line per operation: name, time, subgraph calls, cost, number of errors. Never its variables. */
export function operationLogPlugin(log: Log): ApolloServerPlugin<GatewayContext> {
  // Looking for secrets in every line costs more than writing it, and there are none in these fields.
  const plain = log.child({}, { redact: [] });
  return {
    requestDidStart() {
      const startedAt = performance.now();
      return Promise.resolve({
        willSendResponse({ response, operationName, contextValue: { requestId, subgraphCalls, cost } }) {
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors?.length ?? 0) : 0;
          const milliseconds = Math.round(performance.now() - startedAt);
          plain.info(
            { requestId, operation: operationName ?? undefined, milliseconds, subgraphCalls, cost, errors },
            'operation',
          );
          return Promise.resolve();
        },
      });
    },
  };
}
