import type { Config } from '../../kit/config/config';
import type { Log } from '../../kit/log/log';
import type { Metrics } from '../metrics/metrics';
import type { SubgraphClient } from './subgraph-client';
import { withBreaker } from './with-breaker';
import { withConcurrency } from './with-concurrency';
import { withDeadline } from './with-deadline';
import { withMetrics } from './with-metrics';
import { withRetry } from './with-retry';
import { withSpan } from './with-span';

interface GuardOptions {
  readonly config: Pick<Config, 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_CONCURRENCY' | 'SUBGRAPH_QUEUE'>;
  readonly metrics: Pick<Metrics, 'subgraph'>;
  readonly log: Log;
}

/** What each call of a subgraph passes on its way out: from the last line here to the first. */
export function guarded(client: SubgraphClient, { config, metrics, log }: GuardOptions): SubgraphClient {
  const { SUBGRAPH_TIMEOUT: timeout, SUBGRAPH_CONCURRENCY: limit, SUBGRAPH_QUEUE: maxQueued } = config;
  const seen = metrics.subgraph(client.name);
  const bounded = withConcurrency(client, { limit, maxQueued, onChange: seen.load });
  const broken = withBreaker(bounded, { log, onState: seen.breaker });
  const retried = withRetry(broken, { onRetry: seen.retried });
  const timed = withDeadline(retried, { timeout });
  return withSpan(withMetrics(timed, seen));
}
