import { executeSync, parse, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';

const documents = new LRUCache<string, ReturnType<typeof parse>>({ max: 100 });

/** Answers `__schema` and `__type` from the schema that clients see. By response key. */
export function introspect(
  schema: GraphQLSchema,
  text: string,
  variableValues: Readonly<Record<string, unknown>>,
): object {
  const document = documents.get(text) ?? parse(text, { noLocation: true });
  documents.set(text, document);
  return executeSync({ schema, document, variableValues }).data ?? {};
}
