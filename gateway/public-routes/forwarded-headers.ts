import type { IncomingHttpHeaders } from 'node:http';
import type { CallHeaders } from '../../kit/subgraph/running';
import { traceCarrier } from '../../kit/tracing/carrier';

/** What concerns one connection and not the request (RFC 9110, 7.6.1); and `expect`, which Node has answered. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'expect',
]);
/** The gateway has read these: who asks, and from where, it says itself. */
const readHere = new Set(['authorization', 'x-api-key', 'x-request-id', 'x-real-ip', 'traceparent', 'tracestate']);

/** What a subgraph hears of a client's request: what the client says, but not who it is, nor anything in our name. */
export function forwardedHeaders(headers: IncomingHttpHeaders, call: CallHeaders): IncomingHttpHeaders {
  const named = namedByConnection(headers);
  const passed = Object.entries(headers).filter(
    ([name]) => !hopByHop.has(name) && !readHere.has(name) && !named.has(name) && !isOurs(name),
  );
  return { ...Object.fromEntries(passed), ...call, ...traceCarrier() };
}

/** What a client hears of a subgraph's response. */
export function returnedHeaders<T extends object>(headers: T & { readonly connection?: string }): T {
  const named = namedByConnection(headers);
  const passed = Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.has(name));
  return Object.fromEntries(passed) as T;
}

function isOurs(name: string): boolean {
  return name.startsWith('x-lyceum-') || name.startsWith('x-forwarded-') || name === 'forwarded';
}

function namedByConnection({ connection }: { readonly connection?: string | undefined }): ReadonlySet<string> {
  return new Set(connection?.split(',').map((name) => name.trim().toLowerCase()) ?? []);
}
