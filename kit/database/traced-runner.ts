import { SpanKind } from '@opentelemetry/api';
import type { QueryRunner } from 'typeorm';
import { isTracing, tracedWithin } from '../tracing/span';

/** A runner each of whose statements is a span, with its text: parameters stand apart from it. */
export function traceRunner<T extends QueryRunner>(runner: T): T {
  if (!isTracing()) return runner;
  const query = runner.query.bind(runner) as (...args: readonly unknown[]) => Promise<never>;
  const traced = (text: string, ...rest: readonly unknown[]): Promise<never> => {
    const name = /^\s*(START TRANSACTION|\w+)/i.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text };
    return tracedWithin(name, { kind: SpanKind.CLIENT, attributes }, () => query(text, ...rest));
  };
  return Object.assign(runner, { query: traced });
}
