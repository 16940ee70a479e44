import type { GraphQLRequest, Result } from '../../kit/graphql/execute';
import { viewerHeader } from '../../kit/identity/signed-viewer';
import type { CallHeaders } from '../../kit/subgraph/running';
import type { GatewayContext } from '../context';

/** The way to one subgraph. Never rejects: a subgraph that cannot be reached answers UNAVAILABLE. */
export interface SubgraphClient {
  readonly name: string;
  execute(request: GraphQLRequest, headers: CallHeaders): Promise<Result>;
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
