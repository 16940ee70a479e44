import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';
import { countDead } from '../events/dead';
import type { Resources } from '../scope/scope';

interface Counted {
  readonly name: string;
  readonly resources: Pick<Resources, 'config' | 'database' | 'log'>;
}

/** Shows how many events and jobs of each subgraph are dead, as of when it is looked at. Unknown is not shown at all. */
export function deadMetrics(registry: Registry, subgraphs: readonly Counted[]): void {
  const gauge = new Gauge({
    name: 'lyceum_subgraph_dead',
    help: 'Events and jobs that were tried as often as allowed, until they are replayed.',
    labelNames: ['subgraph', 'kind'] as const,
    registers: [registry],
    async collect() {
      await Promise.all(subgraphs.map((subgraph) => collectOf(subgraph)));
    },
  });
  const collectOf = async ({ name, resources: { config, database, log } }: Counted): Promise<void> => {
    // A database that hangs must not cost Prometheus everything else that is shown.
    const enough = pause(config.METRICS_TIMEOUT, null, { ref: false });
    const count = await Promise.race([countDead(database), enough]).catch((error: unknown) =>
      log.warn({ error }, 'what is dead cannot be counted'),
    );
    if (!count) for (const kind of ['event', 'job']) gauge.remove(name, kind);
    else {
      gauge.labels(name, 'event').set(count.events);
      gauge.labels(name, 'job').set(count.jobs);
    }
  };
}
