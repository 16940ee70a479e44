import { SpanKind, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linksTo } from '../../kit/tracing/carrier';
import { isTracing, markFailed, startSpan, within } from '../../kit/tracing/span';

/** Asked every few seconds by machines. */
const probes = /^\/(health|metrics)\b/;

/**
 * Begins a trace with each request. What a client says of its own trace becomes a link: whoever asks from outside decides
 * neither what is recorded nor what belongs together. Event streams live for hours, and are no trace.
 */
export function useTracing(app: FastifyInstance): void {
  if (!isTracing()) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', (request, reply, done) => {
    const span = isSeen(request) ? begin(request, reply) : undefined;
    if (span) spans.set(request, span);
    done();
  });
  // Bodies arrive by events of the connection, which know of no trace: from here on everything runs below the span.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request);
    if (span) within(span, done);
    else done();
  });
}

function isSeen({ url, headers: { accept = '' } }: FastifyRequest): boolean {
  return !probes.test(url) && !accept.includes('text/event-stream');
}

/** Never the URL: variables may stand in it. */
function begin(request: FastifyRequest, reply: FastifyReply): Span | undefined {
  const { method, headers, id, routeOptions } = request;
  const { url: route } = routeOptions;
  const given = headers['traceparent'];
  const span = startSpan(route ? `${method} ${route}` : method, {
    root: true,
    kind: SpanKind.SERVER,
    links: typeof given === 'string' ? linksTo({ traceparent: given }) : [],
    attributes: {
      'http.request.method': method,
      ...(route ? { 'http.route': route } : {}),
      'lyceum.request_id': id,
    },
  });
  reply.raw.once('close', () => {
    const { statusCode } = reply.raw;
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) markFailed(span, String(statusCode));
    span?.end();
  });
  return span;
}
