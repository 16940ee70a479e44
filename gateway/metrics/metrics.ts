import { Registry } from 'prom-client';
import type { EngineMetrics } from '../engine/engine';
import { planMetrics } from './plan-metrics';
import { processMetrics } from './process-metrics';
import { requestMetrics, type RequestMetrics } from './request-metrics';
import { subgraphMetrics, type SubgraphMetrics } from './subgraph-metrics';
import { subscriptionMetrics, type SubscriptionMetrics } from './subscription-metrics';
import { supergraphMetrics, type SupergraphMetrics } from './supergraph-metrics';

/** What operators see of one gateway. Each part is told by the code that it is about. */
export class Metrics {
  private readonly registry = new Registry();
  readonly requests: RequestMetrics = requestMetrics(this.registry);
  readonly plans: EngineMetrics = planMetrics(this.registry);
  readonly supergraph: SupergraphMetrics = supergraphMetrics(this.registry);
  readonly subscriptions: SubscriptionMetrics = subscriptionMetrics(this.registry);
  /** The metrics of one subgraph's calls. */
  readonly subgraph: (name: string) => SubgraphMetrics = subgraphMetrics(this.registry);

  /** MIME type of the text. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** All of it and the process's own, in Prometheus' text format. */
  async text(): Promise<string> {
    return (await Promise.all([this.registry.metrics(), processMetrics().metrics()])).join('\n');
  }
}
