import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../database/database';
import { countDead } from '../events/dead';
import type { Log } from '../log/log';

interface Counted {
  readonly name: string;
  readonly resources: { readonly database: Database; readonly log: Log };
}

/** Milliseconds: a database that hangs must not cost Prometheus everything else that is shown. */
const patience = 2_000;

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
  const collectOf = async ({ name, resources: { database, log } }: Counted): Promise<void> => {
    const count = await Promise.race([countDead(database), pause(patience, null, { ref: false })]).catch(
      (error: unknown) => log.warn({ error }, 'what is dead cannot be counted'),
    );
    if (!count) for (const kind of ['event', 'job']) gauge.remove(name, kind);
    else {
      gauge.labels(name, 'event').set(count.events);
      gauge.labels(name, 'job').set(count.jobs);
    }
  };
}
