import { Counter, type Registry } from 'prom-client';

export interface UsageMetrics {
  written(): void;
  failed(): void;
  /** So many counts found no room in memory. */
  dropped(counts: number): void;
}

export function usageMetrics(registry: Registry): UsageMetrics {
  const registers = [registry];
  const writes = new Counter({
    name: 'lyceum_gateway_usage_writes_total',
    help: 'Writes of which fields were asked for: written, or failed and tried again later.',
    labelNames: ['result'] as const,
    registers,
  });
  const dropped = new Counter({
    name: 'lyceum_gateway_usage_dropped_total',
    help: 'Counts of fields that were lost, because the database was away for too long.',
    registers,
  });
  const [written, failed] = [writes.labels('written'), writes.labels('failed')];
  for (const none of [written, failed]) none.inc(0);
  return {
    written: () => written.inc(),
    failed: () => failed.inc(),
    dropped: (counts) => dropped.inc(counts),
  };
}
