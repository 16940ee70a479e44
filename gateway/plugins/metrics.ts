import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import type { Metrics } from '../metrics/metrics';
import { outcomeOf } from '../metrics/request-metrics';
import type { Registry } from '../registry/registry';

/** Counts and times each operation that Apollo Server answers. */
export function metricsPlugin(
  { requests, operations }: Pick<Metrics, 'requests' | 'operations'>,
  registry: Pick<Registry, 'byName'>,
): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart() {
      const startedAt = performance.now();
      return Promise.resolve({
        willSendResponse({ response, operation }) {
          const outcome = response.body.kind === 'single' ? outcomeOf(response.body.singleResult) : 'ok';
          const seconds = (performance.now() - startedAt) / 1_000;
          requests.answered(operation?.operation ?? 'none', outcome, seconds);
          // What is no operation of this graph has no name that would tell anything.
          if (!operation) return Promise.resolve();
          const name = operation.name?.value ?? null;
          const isRegistered = name !== null && registry.byName(name) !== undefined;
          operations.answered({ name, isRegistered, outcome, seconds });
          return Promise.resolve();
        },
      });
    },
  };
}
