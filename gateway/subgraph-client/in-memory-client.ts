import type { RunningSubgraph } from '../../kit/subgraph/running';
import type { SubgraphClient } from './subgraph-client';

/** A subgraph in this process: the same checks as over HTTP, without the wire. */
export function inMemoryClient(subgraph: RunningSubgraph): SubgraphClient {
  return {
    name: subgraph.name,
    execute: (request, headers) => subgraph.execute(request, headers),
    close: () => Promise.resolve(),
  };
}
