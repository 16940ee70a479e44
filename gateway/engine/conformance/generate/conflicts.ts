import {
  Kind,
  OverlappingFieldsCanBeMergedRule,
  validate,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from '../../../../kit/random/random';

/** Gives fields that cannot be merged names of their own until all can be. Null: not within a few attempts. */
export function withoutConflicts(schema: GraphQLSchema, random: Random, start: DocumentNode): DocumentNode | null {
  let document = start;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const errors = validate(schema, document, [OverlappingFieldsCanBeMergedRule]);
    if (errors.length === 0) return document;
    const renamed = new Map<ASTNode, string>();
    for (const { nodes } of errors) {
      const fields = (nodes ?? []).filter((node) => node.kind === Kind.FIELD);
      // The last of too many errors is about nothing in particular.
      if (fields.length === 0) continue;
      renamed.set(random.pick(fields), `c${attempt}_${renamed.size}`);
    }
    document = visit(document, { Field: { enter: (node) => withAlias(node, renamed.get(node)) } });
  }
  return null;
}

function withAlias(node: FieldNode, value: string | undefined): FieldNode | undefined {
  return value === undefined ? undefined : { ...node, alias: { kind: Kind.NAME, value } };
}
