import cluster from 'node:cluster';
import { Registry } from 'prom-client';
import type { EngineMetrics } from '../engine/engine';
import { AllWorkers } from './all-workers';
import { cacheMetrics, entityCacheMetrics, type CacheMetrics, type EntityCacheMetrics } from './cache-metrics';
import { costMetrics, type CostMetrics } from './cost-metrics';
import { documentMetrics, type DocumentMetrics } from './document-metrics';
import { fieldMetrics, type FieldMetrics } from './field-metrics';
import { operationMetrics, type OperationMetrics } from './operation-metrics';
import { planMetrics } from './plan-metrics';
import { processMetrics } from './process-metrics';
import { requestMetrics, type RequestMetrics } from './request-metrics';
import { subgraphMetrics, type SubgraphMetrics } from './subgraph-metrics';
import { subscriptionMetrics, type SubscriptionMetrics } from './subscription-metrics';
import { supergraphMetrics, type SupergraphMetrics } from './supergraph-metrics';
import { usageMetrics, type UsageMetrics } from './usage-metrics';

/** What operators see of one gateway. Each part is told by the code that it is about. */
export class Metrics {
  private readonly registry = new Registry();
  readonly requests: RequestMetrics = requestMetrics(this.registry);
  readonly operations: OperationMetrics = operationMetrics(this.registry);
  readonly fields: FieldMetrics = fieldMetrics(this.registry);
  readonly plans: EngineMetrics = planMetrics(this.registry);
  readonly cache: CacheMetrics = cacheMetrics(this.registry);
  readonly entityCache: EntityCacheMetrics = entityCacheMetrics(this.registry);
  readonly cost: CostMetrics = costMetrics(this.registry);
  readonly documents: DocumentMetrics = documentMetrics(this.registry);
  readonly supergraph: SupergraphMetrics = supergraphMetrics(this.registry);
  readonly subscriptions: SubscriptionMetrics = subscriptionMetrics(this.registry);
  readonly usage: UsageMetrics = usageMetrics(this.registry);
  /** The metrics of one subgraph's calls. */
  readonly subgraph: (name: string) => SubgraphMetrics = subgraphMetrics(this.registry);

  /** @param others what else this process shows */
  constructor(private readonly others: readonly Registry[] = []) {}

  private readonly allWorkers = cluster.isWorker ? new AllWorkers([this.registry, processMetrics()]) : undefined;

  /** MIME type of the text. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** All of it and the process's own, of all processes that share the port, in Prometheus' text format. */
  async text(): Promise<string> {
    const ofAll = await this.allWorkers?.text();
    return ofAll ?? this.ofThisProcess();
  }

  private async ofThisProcess(): Promise<string> {
    const shown = [this.registry, ...this.others, processMetrics()];
    return (await Promise.all(shown.map((registry) => registry.metrics()))).join('\n');
  }
}
