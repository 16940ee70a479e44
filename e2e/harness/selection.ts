import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** Everything that a type has, `depth` objects deep, with each object's type; as text for a query. */
export function everythingOf(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type))
    return `{ __typename ${schema
      .getPossibleTypes(type)
      .map((member) => `... on ${member.name} ${everythingOf(schema, member, depth)}`)
      .join(' ')} }`;
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields())
    .filter(({ args, name }) => !args.some(isRequiredArgument) && !name.startsWith('_'))
    .map((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return field.name;
      return depth > 0 ? `${field.name} ${everythingOf(schema, inner, depth - 1)}` : '';
    });
  return `{ __typename ${fields.filter(Boolean).join(' ')} }`;
}
