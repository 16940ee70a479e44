import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import { gatewayErrors } from '../gateway.errors';

/** Only what can run comes to the engine: one operation that the request names, and that HTTP can answer. */
export const oneOperationPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ operation }) {
        const isRunnable = operation?.operation === 'query' || operation?.operation === 'mutation';
        if (!isRunnable) return Promise.reject(gatewayErrors.BAD_REQUEST({ http: { status: 400 } }));
        return Promise.resolve();
      },
    }),
};
