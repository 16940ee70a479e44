import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import type { Log } from '../log/log';
import { traceWith } from './span';
import type { Tracing } from './start';

interface SdkOptions {
  readonly service: string;
  /** Of the traces that begin here, the part that is recorded; others are as whoever began them decided. */
  readonly ratio: number;
  readonly processor: SpanProcessor;
  readonly log: Log;
}

/** Milliseconds for one delivery, so that a collector that is away holds up no shutdown. */
const exportTimeout = 3_000;
/** Characters of one attribute: statements that a query builder writes get long. */
const longestAttribute = 8_192;

/** Traces this process; one at a time. */
export function openSdk({ service, ratio, processor, log }: SdkOptions): Tracing {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'lyceum' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanLimits: { attributeValueLengthLimit: longestAttribute },
    spanProcessors: [processor],
  });
  provider.register();
  diag.setLogger(diagnosticsTo(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  traceWith(provider.getTracer('lyceum'));
  return {
    stop: async () => {
      traceWith(undefined);
      await provider.shutdown().catch((error: unknown) => log.warn({ error }, 'the last spans were not sent'));
      for (const api of [trace, context, propagation, diag]) api.disable();
    },
  };
}

/** Sends spans in batches; what a collector that is away does not take is dropped, and nobody waits for it. */
export function otlpProcessor(endpoint: string): SpanProcessor {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  return new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: exportTimeout }), {
    exportTimeoutMillis: exportTimeout,
  });
}

function diagnosticsTo(log: Log) {
  const warn = (problem: string): void => log.warn({ problem }, 'trouble with traces');
  const ignore = (): void => undefined;
  return { error: warn, warn, info: ignore, debug: ignore, verbose: ignore };
}
