import { buildSubgraphSchema } from '@apollo/subgraph';
import { isSpecifiedDirective, parse } from 'graphql';
import { worldSubgraphs } from '.';
import { federation } from './subgraph';

it('uses every directive of federation 2', () => {
  const least = buildSubgraphSchema([{ typeDefs: parse(`${federation} type Query { nothing: Int }`) }]);
  const names = least.getDirectives().flatMap((directive) => (isSpecifiedDirective(directive) ? [] : [directive.name]));
  const written = worldSubgraphs.map(({ sdl }) => federation.replace(/@(?!link)/g, '') + sdl).join('\n');
  expect(names.filter((name) => !new RegExp(`@${name}\\b`).test(written))).toEqual([]);
  expect(names).toContain('interfaceObject');
});
