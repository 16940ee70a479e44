import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { EngineMetrics } from '../engine/engine';

/** Seconds: a plan takes from less than a millisecond to the deadline of the planner. */
const planningBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function planMetrics(registry: Registry): EngineMetrics {
  const registers = [registry];
  const lookups = new Counter({
    name: 'lyceum_gateway_plan_cache_total',
    help: 'Plans looked up, by result.',
    labelNames: ['result'] as const,
    registers,
  });
  const size = new Gauge({ name: 'lyceum_gateway_plan_cache_plans', help: 'Plans held.', registers });
  const duration = new Histogram({
    name: 'lyceum_gateway_planning_duration_seconds',
    help: 'Plans made.',
    buckets: planningBuckets,
    registers,
  });
  const refused = new Counter({
    name: 'lyceum_gateway_plans_refused_total',
    help: 'Operations refused because planning them took too long or found no room.',
    registers,
  });
  const [hit, miss] = [lookups.labels('hit'), lookups.labels('miss')];
  for (const none of [hit, miss]) none.inc(0);
  return {
    planCache: (isHit) => (isHit ? hit : miss).inc(),
    planCacheSize: (plans) => size.set(plans),
    planned: (milliseconds) => duration.observe(milliseconds / 1_000),
    planRefused: () => refused.inc(),
  };
}
