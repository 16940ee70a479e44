import type { Result } from '../../kit/graphql/execute';
import type { CallOutcome, SubgraphMetrics } from '../metrics/subgraph-metrics';
import { NoAnswer } from './no-answer';
import type { SubgraphClient } from './subgraph-client';

/** Counts and times each call as its caller sees it: waiting and a second try are part of it. */
export function withMetrics(client: SubgraphClient, metrics: Pick<SubgraphMetrics, 'called'>): SubgraphClient {
  return {
    ...client,
    async execute(call, headers, signal) {
      const startedAt = performance.now();
      const result = await client.execute(call, headers, signal);
      metrics.called(outcomeOf(result), (performance.now() - startedAt) / 1_000);
      return result;
    },
  };
}

function outcomeOf(result: Result): CallOutcome {
  if (result instanceof NoAnswer) return result.reason;
  return result.errors ? 'errors' : 'ok';
}
