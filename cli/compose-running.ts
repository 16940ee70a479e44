import { composeSupergraph } from '../gateway/compose/compose';
import { readSupergraphConfig } from '../gateway/compose/supergraph-config';
import type { RunningSubgraph } from '../kit/subgraph/running';
import { supergraphFile } from './files';

/** The supergraph of the subgraphs that run in this process, from their own schemas. @throws CompositionError */
export function composeRunning(subgraphs: readonly RunningSubgraph[]): string {
  const urls = new Map(readSupergraphConfig(supergraphFile).map(({ name, url }) => [name, url]));
  return composeSupergraph(
    subgraphs.map(({ name, sdl }) => ({ name, sdl, url: urls.get(name) ?? '' })),
    subgraphs.flatMap(({ definition }) => definition.sensitive),
  );
}
