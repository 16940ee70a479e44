import { composeSupergraph } from '../../../compose/compose';
import { archive } from './archive';
import { catalog } from './catalog';
import { legal } from './legal';
import { people } from './people';
import { pricing } from './pricing';
import { reviews } from './reviews';
import { settings } from './settings';
import { social } from './social';
import { stock } from './stock';
import { federation, type WorldSubgraph } from './subgraph';

/** Nine subgraphs that use every directive of federation 2 between them. */
export const worldSubgraphs: readonly WorldSubgraph[] = [
  people,
  settings,
  catalog,
  reviews,
  stock,
  pricing,
  social,
  archive,
  legal,
];

export function worldSupergraph(): string {
  const sources = worldSubgraphs.map(({ name, sdl }) => ({
    name,
    url: `http://${name}/graphql`,
    sdl: federation + sdl,
  }));
  return composeSupergraph(sources, []);
}
