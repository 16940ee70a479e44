import type { SubgraphClient, UpstreamEvent } from '../../gateway/subgraph-client/subgraph-client';

/** In place of the subgraph that knows people: it has the key set that verifies their tokens, and nothing ever changes. */
export function stubUsers(jsonWebKeySet: string): SubgraphClient {
  const closed = Promise.withResolvers<void>();
  return {
    name: 'users',
    execute: () => Promise.resolve({ data: { jsonWebKeySet } }),
    // oxlint-disable-next-line require-yield -- what it says comes from elsewhere, and nothing ever does
    async *subscribe(): AsyncGenerator<UpstreamEvent, void> {
      await closed.promise;
    },
    close: () => Promise.resolve(closed.resolve()),
  };
}
