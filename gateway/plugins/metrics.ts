import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import { outcomeOf, type RequestMetrics } from '../metrics/request-metrics';

/** Counts and times each operation that Apollo Server answers. */
export function metricsPlugin(metrics: RequestMetrics): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart() {
      const startedAt = performance.now();
      return Promise.resolve({
        willSendResponse({ response, operation }) {
          const outcome = response.body.kind === 'single' ? outcomeOf(response.body.singleResult) : 'ok';
          metrics.answered(operation?.operation ?? 'none', outcome, (performance.now() - startedAt) / 1_000);
          return Promise.resolve();
        },
      });
    },
  };
}
