import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import { unknownClient } from './client-name';
import type { Usage } from './usage';

/** Counts the fields of each operation that runs; what is refused before that asks for nothing. */
export function usagePlugin(usage: Usage): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        executionDidStart({ schema, document, operation, queryHash, operationName, contextValue }) {
          const used = { document, operation, documentHash: queryHash, operationName };
          usage.note(schema, used, contextValue.client ?? unknownClient);
          return Promise.resolve();
        },
      }),
  };
}
