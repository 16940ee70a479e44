import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { link, type Part } from './small-gateway';

/** By type and field. */
type Resolvers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A subgraph that graphql-js runs. `onCall` hears of each call. */
export function schemaPart(sdl: string, resolvers: Resolvers, onCall: () => void = () => undefined): Part {
  const schema = buildSubgraphSchema([{ typeDefs: parse(link + sdl), resolvers: resolvers as never }]);
  return {
    sdl,
    answer: async ({ query, variables }) => {
      onCall();
      return await execute({ schema, document: parse(query), variableValues: variables ?? {} });
    },
  };
}
