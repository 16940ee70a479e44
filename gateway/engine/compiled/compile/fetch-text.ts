import { Kind, print, stripIgnoredCharacters, visit, type DocumentNode } from 'graphql';
import type { StandIn } from '../supergraph/required-arguments';

/** The document with real fields where the planner put stand-ins: `price__r1` → `price__r1: price(currency: "EUR")`. */
export function withRealFields(document: DocumentNode, standIns: ReadonlyMap<string, StandIn>): DocumentNode {
  if (standIns.size === 0) return document;
  return visit(document, {
    Field(node) {
      const standIn = standIns.get(node.name.value);
      if (!standIn) return undefined;
      return {
        ...node,
        alias: node.alias ?? node.name,
        name: { kind: Kind.NAME, value: standIn.field },
        arguments: [...standIn.arguments],
      };
    },
  });
}

/**
 * The text of a fetch. It carries the client's operation name, for the subgraph's logs, and nothing else that would
 * make two fetches of one operation differ.
 */
export function fetchText(document: DocumentNode, operationName: string | null): string {
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION && operationName !== null
      ? { ...node, name: { kind: Kind.NAME, value: operationName } as const }
      : node,
  );
  return stripIgnoredCharacters(print({ ...document, definitions }));
}
