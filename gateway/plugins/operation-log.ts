import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';

/** One line per operation: name, time, subgraph calls, number of errors. Never its variables. */
export const operationLogPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart() {
    const startedAt = performance.now();
    return Promise.resolve({
      willSendResponse({ response, operationName, contextValue }) {
        const errors = response.body.kind === 'single' ? (response.body.singleResult.errors?.length ?? 0) : 0;
        const milliseconds = Math.round(performance.now() - startedAt);
        contextValue.log.info(
          { operation: operationName ?? undefined, milliseconds, subgraphCalls: contextValue.subgraphCalls, errors },
          'operation',
        );
        return Promise.resolve();
      },
    });
  },
};
