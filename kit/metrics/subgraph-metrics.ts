import { Registry } from 'prom-client';
import type { RunningSubgraph } from '../subgraph/running';
import { countedMetrics } from './counted-metrics';
import { deadMetrics } from './dead-metrics';
import { nodeMetrics } from './node-metrics';
import type { ShownMetrics } from './use-metrics';

/** What a subgraph shows that is served by itself: its own, and those of the process that it may share with others. */
export function subgraphMetrics(subgraph: RunningSubgraph): ShownMetrics {
  const own = new Registry();
  deadMetrics(own, [subgraph]);
  countedMetrics(own, [subgraph]);
  const all = Registry.merge([own, nodeMetrics()]);
  return { contentType: all.contentType, text: () => all.metrics() };
}
