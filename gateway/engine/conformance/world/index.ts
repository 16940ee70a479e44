import { composeSupergraph } from '../../../compose/compose';
import { catalog } from './catalog';
import { people } from './people';
import { pricing } from './pricing';
import { reviews } from './reviews';
import { settings } from './settings';
import { social } from './social';
import { stock } from './stock';
import { federation, type WorldSubgraph } from './subgraph';

/** Seven subgraphs that use every directive of federation 2 between them. */
export const worldSubgraphs: readonly WorldSubgraph[] = [people, settings, catalog, reviews, stock, pricing, social];

export function worldSupergraph(): string {
  const sources = worldSubgraphs.map(({ name, sdl }) => ({
    name,
    url: `http://${name}/graphql`,
    sdl: federation + sdl,
  }));
  return composeSupergraph(sources, []);
}
