import { kitErrors } from '../../kit/errors/kit-errors';
import type { SubgraphClient, UpstreamEvent } from '../../gateway/subgraph-client/subgraph-client';

/** In place of the subgraph that knows people: nobody signs in, and nothing changes about anyone. */
export function silentUsers(): SubgraphClient {
  const closed = Promise.withResolvers<void>();
  return {
    name: 'users',
    execute: () => Promise.resolve({ errors: [kitErrors.UNAVAILABLE({ service: 'users' }).toJSON()] }),
    // oxlint-disable-next-line require-yield -- what it says comes from elsewhere, and nothing ever does
    async *subscribe(): AsyncGenerator<UpstreamEvent, void> {
      await closed.promise;
    },
    close: () => Promise.resolve(closed.resolve()),
  };
}
