import type { FastifyInstance } from 'fastify';
import type { GraphQLRequest, Result } from '../../kit/graphql/execute';
import { viewerHeader } from '../../kit/identity/signed-viewer';
import type { CallHeaders } from '../../kit/subgraph/running';
import type { GatewayContext } from '../context';
import type { CancelSignal } from './cancel-signal';

/** One call of a subgraph. */
export interface SubgraphCall extends GraphQLRequest {
  /** Only queries are tried twice. */
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** The request as JSON, where the caller has most of it as text already; called at most once, and not in memory. */
  readonly toJson?: () => string;
}

/** What comes from a subgraph's subscription; `gap` once after it was lost and found again. */
export type UpstreamEvent = { readonly kind: 'next'; readonly result: Result } | { readonly kind: 'gap' };

/** Where a subgraph's public routes are: at an origin, or in this process; null where it has none. */
export type PublicRoutes =
  { readonly origin: string } | { readonly handler: () => Promise<Pick<FastifyInstance, 'routing'> | null> };

/** The way to one subgraph. Never rejects: a subgraph that cannot be reached answers UNAVAILABLE. */
export interface SubgraphClient {
  readonly name: string;
  /** An aborted signal ends the call; the answer is then of no interest. */
  execute(call: SubgraphCall, headers: CallHeaders, signal?: CancelSignal): Promise<Result>;
  /**
   * Events of one subscription. Reconnects by itself, asking for headers anew; ends after a result that has errors and
   * no data, or when the subgraph completes it. `return` lets go of the source at once, also while it is silent.
   */
  subscribe(call: SubgraphCall, headersOf: () => Promise<CallHeaders>): AsyncGenerator<UpstreamEvent, void>;
  /** Absent: none can be reached. */
  readonly publicRoutes?: PublicRoutes;
  close(): Promise<void>;
}

export type SubgraphClients = ReadonlyMap<string, SubgraphClient>;

/** What a subgraph is told about the request behind a call. */
export function callHeaders(
  context: Pick<GatewayContext, 'signedViewer' | 'requestId' | 'address' | 'userAgent'>,
): CallHeaders {
  return {
    [viewerHeader]: context.signedViewer,
    'x-request-id': context.requestId,
    'x-lyceum-address': context.address,
    'user-agent': context.userAgent,
  };
}
