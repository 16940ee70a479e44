import { httpClient } from '../../gateway/subgraph-client/http-client';
import { inMemoryClient } from '../../gateway/subgraph-client/in-memory-client';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import type { RunningSubgraph } from '../../kit/subgraph/running';
import { silentLog } from '../../kit/testing/silent-log';
import { ServedSubgraph } from '../harness/served-subgraph';

export const everyWay = ['in memory', 'over HTTP'] as const;

type WayTo = (subgraph: RunningSubgraph) => Promise<SubgraphClient>;

/** How the gateway reaches subgraphs; what is served for that stops after a file's tests. */
export function waysToSubgraphs(): Readonly<Record<(typeof everyWay)[number], WayTo>> {
  const served: ServedSubgraph[] = [];
  afterAll(() => Promise.all(served.map((subgraph) => subgraph.stop())));
  return {
    'in memory': (subgraph) => Promise.resolve(inMemoryClient(subgraph)),
    'over HTTP': async (subgraph) => {
      const started = await ServedSubgraph.start(subgraph);
      served.push(started);
      return httpClient({ name: subgraph.name, url: started.url, log: silentLog });
    },
  };
}
