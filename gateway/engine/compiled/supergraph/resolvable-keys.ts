import { Kind, parse, print, type ConstDirectiveNode } from 'graphql';

/**
 * Puts keys by which a subgraph cannot be entered after those by which it can. To come back into a subgraph with what a
 * @requires asks for, the planner takes a type's first key there, whether or not it is resolvable.
 */
export function withResolvableKeysFirst(supergraphSdl: string): string {
  if (!/resolvable:\s*false/.test(supergraphSdl)) return supergraphSdl;
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const definitions = supergraph.definitions.map((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? { ...node, directives: resolvableFirst(node.directives ?? []) }
      : node,
  );
  return print({ ...supergraph, definitions });
}

function resolvableFirst(directives: readonly ConstDirectiveNode[]): ConstDirectiveNode[] {
  const isClosed = ({ name, arguments: given = [] }: ConstDirectiveNode): boolean =>
    name.value === 'join__type' &&
    given.some(
      (argument) =>
        argument.name.value === 'resolvable' && argument.value.kind === Kind.BOOLEAN && !argument.value.value,
    );
  return [...directives.filter((directive) => !isClosed(directive)), ...directives.filter(isClosed)];
}
