import { Kind, valueFromASTUntyped, type DocumentNode, type EnumValueDefinitionNode } from 'graphql';

/** A subgraph as the join spec names it: `enum join__Graph { USERS @join__graph(name: "users", url: "http://…") }`. */
export interface JoinGraph {
  /** By which the supergraph's own directives mean it, such as `USERS`. */
  readonly key: string;
  readonly name: string;
  readonly url: string;
}

/** The subgraphs that a supergraph is made of. */
export function joinGraphs({ definitions }: DocumentNode): readonly JoinGraph[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph'
      ? (node.values ?? []).map(joinGraph)
      : [],
  );
}

function joinGraph({ name: { value: key }, directives = [] }: EnumValueDefinitionNode): JoinGraph {
  const graph = directives.find((directive) => directive.name.value === 'join__graph');
  const given = Object.fromEntries(
    (graph?.arguments ?? []).map((argument) => [argument.name.value, String(valueFromASTUntyped(argument.value))]),
  );
  return { key, name: given['name'] ?? key, url: given['url'] ?? '' };
}
