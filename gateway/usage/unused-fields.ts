import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';

export interface SchemaField {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly isDeprecated: boolean;
}

/** The fields of a schema that are not among those asked for. Who asks an interface for a field asks all its types for it. */
export function unusedFields(schema: GraphQLSchema, used: ReadonlySet<string>): SchemaField[] {
  const unused: SchemaField[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || (!isObjectType(type) && !isInterfaceType(type))) continue;
    const types = [type, ...type.getInterfaces()].map(({ name }) => name);
    for (const field of Object.values(type.getFields())) {
      if (types.some((name) => used.has(`${name}.${field.name}`))) continue;
      const isDeprecated = field.deprecationReason !== undefined && field.deprecationReason !== null;
      unused.push({ coordinate: `${type.name}.${field.name}`, isDeprecated });
    }
  }
  return unused.sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
}

/** How many fields a schema has, introspection apart. */
export function fieldCount(schema: GraphQLSchema): number {
  return unusedFields(schema, new Set()).length;
}
