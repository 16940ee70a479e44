import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';
import type { RunningSubgraph } from '../subgraph/running';
import type { CountedMetric } from './counted-metric';

/** Shows what subgraphs count, as of when it is looked at. What cannot be counted is not shown at all. */
export function countedMetrics(
  registry: Registry,
  subgraphs: readonly Pick<RunningSubgraph, 'definition' | 'resources'>[],
): void {
  for (const { definition, resources } of subgraphs)
    for (const metric of definition.metrics ?? []) show(registry, metric, resources);
}

function show(registry: Registry, metric: CountedMetric, resources: Parameters<CountedMetric['count']>[0]): void {
  const { name, help, labels } = metric;
  const gauge = new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    async collect() {
      const counted = Promise.resolve(metric.count(resources));
      // A database that hangs must not cost Prometheus everything else that is shown.
      const enough = pause(resources.config.METRICS_TIMEOUT, null, { ref: false });
      const values = await Promise.race([counted, enough]).catch((error: unknown) => {
        resources.log.warn({ error, metric: name }, 'a metric cannot be counted');
        return null;
      });
      gauge.reset();
      // Without labels a reset says 0, which nobody counted.
      if (labels.length === 0) gauge.remove({});
      for (const { labels: of = {}, value } of values ?? []) gauge.labels(of).set(value);
    },
  });
}
