import { Counter, Gauge, type Registry } from 'prom-client';

export interface SupergraphMetrics {
  /** Another supergraph is at work. */
  switched(): void;
  /** A new supergraph could not be used. */
  refused(): void;
}

export function supergraphMetrics(registry: Registry): SupergraphMetrics {
  const registers = [registry];
  const changes = new Counter({
    name: 'lyceum_gateway_supergraph_changes_total',
    help: 'New supergraphs, by result: switched, or refused because they cannot be used.',
    labelNames: ['result'] as const,
    registers,
  });
  const since = new Gauge({
    name: 'lyceum_gateway_supergraph_since_seconds',
    help: 'Unix time at which the supergraph at work came to work.',
    aggregator: 'min',
    registers,
  });
  const [switched, refused] = [changes.labels('switched'), changes.labels('refused')];
  // What has not happened yet is seen as none: an increase needs a first value.
  for (const none of [switched, refused]) none.inc(0);
  since.setToCurrentTime();
  return {
    switched: () => {
      switched.inc();
      since.setToCurrentTime();
    },
    refused: () => refused.inc(),
  };
}
