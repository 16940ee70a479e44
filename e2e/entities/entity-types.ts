import { getNamedType, Kind, parse, type GraphQLSchema, type ObjectTypeDefinitionNode } from 'graphql';
import { subgraphs } from '../../cli/subgraphs';
import { buildSubgraph } from '../../kit/graphql/schema';

export interface EntityType {
  /** `subgraph.Type`. */
  readonly name: string;
  readonly subgraph: string;
  readonly type: string;
  /** The root field by which the subgraph that owns the type reads one; null where a subgraph only adds to it. */
  readonly byId: string | null;
}

/** Every type that a subgraph answers for in `_entities`: those with a resolvable @key. */
export const entityTypes: readonly EntityType[] = subgraphs.flatMap((definition) => {
  const { sdl, schema } = buildSubgraph(definition);
  return parse(sdl)
    .definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(hasResolvableKey)
    .map(({ name: { value: type } }) => ({
      name: `${definition.name}.${type}`,
      subgraph: definition.name,
      type,
      byId: byIdFieldOf(schema, type),
    }));
});

function hasResolvableKey({ directives = [] }: ObjectTypeDefinitionNode): boolean {
  return directives
    .filter(({ name }) => name.value === 'key')
    .some(
      ({ arguments: given = [] }) =>
        !given.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value),
    );
}

function byIdFieldOf(schema: GraphQLSchema, type: string): string | null {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const byId = fields.find(
    (field) => getNamedType(field.type).name === type && field.args.length === 1 && field.args[0]?.name === 'id',
  );
  return byId?.name ?? null;
}
