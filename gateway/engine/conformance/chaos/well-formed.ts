import { execute, Kind, visit, type DocumentNode, type FieldNode, type GraphQLSchema } from 'graphql';
import { canonical } from '../canonical';
import { placesOf } from '../compare';
import { definitionOf } from '../generate/variants';
import type { GeneratedOperation } from '../generate/operation';
import type { PlainResult } from '../harness';

const typeKey = 'type__';

/** The same operation, asking every object for its type, so that a response can be checked without its makers. */
export function withTypes(operation: GeneratedOperation): GeneratedOperation {
  const name: FieldNode = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: typeKey },
    name: { kind: Kind.NAME, value: '__typename' },
  };
  const document: DocumentNode = visit(operation.document, {
    SelectionSet: { leave: (set) => ({ ...set, selections: [...set.selections, name] }) },
  });
  return { ...operation, document };
}

/**
 * What is wrong with a response in itself, whatever it should say: data that the schema does not allow for the
 * operation, or errors at places of which it says nothing. The data are executed once more, as if they were the world.
 */
export async function flaws(
  schema: GraphQLSchema,
  operation: GeneratedOperation,
  result: PlainResult,
): Promise<string[]> {
  // A subgraph may say that something failed and give a value for it all the same.
  const places = placesOf(result).filter((place) => place.startsWith('where nothing was asked'));
  if (result.data === null) return result.errors.length === 0 ? ['null and no error'] : places;
  const again = await execute({
    schema,
    document: operation.document,
    variableValues: operation.variables,
    operationName: definitionOf(operation).name?.value,
    rootValue: result.data,
    fieldResolver: (source: Readonly<Record<string, unknown>>, _args, _context, { path }) => source[path.key],
    typeResolver: (source: Readonly<Record<string, unknown>>) => String(source[typeKey]),
  });
  // Arguments are coerced once more, with the same errors.
  const errors = (again.errors ?? []).filter(({ message }) => !message.startsWith('Argument '));
  const broken = errors.map(({ message, path }) => `${message} ${JSON.stringify(path)}`);
  const isSame = canonical(again.data) === canonical(result.data);
  return [...places, ...broken, ...(isSame ? [] : ['the data are not what the schema says'])];
}
