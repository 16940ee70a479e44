import type { RunningSubgraph } from '../../kit/subgraph/running';
import { unsignedResult } from '../../kit/graphql/execute';
import type { SubgraphCall, SubgraphClient, UpstreamEvent } from './subgraph-client';
import type { CallHeaders } from '../../kit/subgraph/running';

/** A subgraph in this process: the same checks as over HTTP, without the wire. */
export function inMemoryClient(subgraph: RunningSubgraph): SubgraphClient {
  return {
    name: subgraph.name,
    execute: (request, headers) => subgraph.execute(request, headers),
    subscribe: (call, headersOf) => events(subgraph, call, headersOf),
    close: () => Promise.resolve(),
  };
}

async function* events(
  subgraph: RunningSubgraph,
  call: SubgraphCall,
  headersOf: () => Promise<CallHeaders>,
): AsyncGenerator<UpstreamEvent, void> {
  const headers = await headersOf();
  const viewer = await subgraph.viewerOf(headers);
  if (!viewer) return yield { kind: 'next', result: unsignedResult() };
  for await (const result of subgraph.subscribe(call, viewer, headers)) yield { kind: 'next', result };
}
