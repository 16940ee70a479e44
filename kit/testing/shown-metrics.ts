import { serveSubgraph } from '../subgraph/server';
import type { SubgraphTest } from './subgraph-test';

/** The lines that a subgraph shows Prometheus of its own, such as `lyceum_sample_things{kind="a"} 1`. */
export async function shownMetrics({ subgraph }: SubgraphTest): Promise<string[]> {
  const app = serveSubgraph(subgraph);
  const { body } = await app.inject({ url: '/metrics' });
  await app.close();
  return body.split('\n').filter((line) => line.startsWith(`lyceum_${subgraph.name}_`));
}
