import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import { noteRun, type Uses } from './uses';

/** Counts what API keys run over HTTP. */
export function usesPlugin(uses: Uses): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ contextValue, response: { body } }) {
          noteRun(uses, contextValue, body.kind === 'single' && (body.singleResult.errors?.length ?? 0) > 0);
          return Promise.resolve();
        },
      }),
  };
}
