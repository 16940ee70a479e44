import type { GraphQLSchema } from 'graphql';
import type { FieldMetrics } from '../metrics/field-metrics';
import { CallTexts } from './call-fields';
import type { SubgraphClient } from './subgraph-client';

export interface FieldSampleOptions {
  /** Share of the calls that are looked at, 0 to 1. */
  readonly ratio: number;
  readonly metrics: FieldMetrics;
  /** The graph that clients see. */
  readonly schema: () => GraphQLSchema;
  readonly random?: () => number;
}

/** Tells of some calls, drawn by lot, which fields they asked for, how long that took and which of them failed. */
export function withFieldSamples(client: SubgraphClient, options: FieldSampleOptions): SubgraphClient {
  const { ratio, metrics, schema, random = Math.random } = options;
  if (ratio === 0) return client;
  const texts = new CallTexts();
  return {
    ...client,
    async execute(call, headers, signal) {
      if (random() >= ratio) return client.execute(call, headers, signal);
      const startedAt = performance.now();
      const result = await client.execute(call, headers, signal);
      const seconds = (performance.now() - startedAt) / 1_000;
      const fields = texts.of(schema(), call.query);
      for (const coordinate of fields.coordinates) metrics.called(coordinate, seconds);
      const failed = new Set((result.errors ?? []).flatMap(({ path }) => [...fields.at(path)]));
      for (const coordinate of failed) metrics.failed(coordinate);
      return result;
    },
  };
}
