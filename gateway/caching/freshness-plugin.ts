import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';

/** Says of an answer whether others may be shown it, for how long, and how old it is (RFC 9111). */
export const freshnessPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response: { http }, contextValue: { freshness } }) {
        if (!freshness) return Promise.resolve();
        http.headers.set('cache-control', `public, max-age=${freshness.maxAge}`);
        http.headers.set('age', String(freshness.age));
        return Promise.resolve();
      },
    }),
};
