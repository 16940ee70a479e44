import { Kind, parse, type FieldNode } from 'graphql';

/** Introspection as clients mix it into what they ask. */
export const introspections: readonly FieldNode[] = [
  '{ __schema { queryType { name } mutationType { name fields { name } } } }',
  '{ id: __type(name: "User") { kind name fields { name args { name defaultValue } type { kind ofType { name } } } } }',
  '{ role: __type(name: "Role") { enumValues { name } __typename } }',
  '{ hidden: __type(name: "Tape") { name } }',
  '{ media: __type(name: "Media") { possibleTypes { name } interfaces { name } } }',
  '{ schema: __schema { __typename directives { name isRepeatable args { name } } } }',
].map((source) => {
  const [operation] = parse(source).definitions;
  const [field] = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  if (field?.kind !== Kind.FIELD) throw new Error(`There is no field in ${source}.`);
  return field;
});
