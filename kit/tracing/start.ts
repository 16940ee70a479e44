import type { Config } from '../config/config';
import { openLog } from '../log/log';
import type * as Sdk from './sdk';

/** The traces of this process. */
export interface Tracing {
  /** Sends what has ended and is not sent yet. */
  stop(): Promise<void>;
}

const off: Tracing = { stop: () => Promise.resolve() };

/**
 * Traces this process where OTLP_ENDPOINT says so. Before anything else opens: what opens untraced stays untraced.
 * @param service what the process is called in traces
 */
export function startTracing(config: Config, service: string): Tracing {
  if (!config.OTLP_ENDPOINT) return off;
  // Whoever does not trace does not pay for loading it either.
  const { openSdk, otlpProcessor } = require('./sdk') as typeof Sdk;
  const processor = otlpProcessor(config.OTLP_ENDPOINT);
  return openSdk({ service, ratio: config.TRACE_SAMPLE_RATIO, processor, log: openLog(config) });
}
