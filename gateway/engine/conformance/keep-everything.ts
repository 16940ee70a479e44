import { Kind, parse, print, type ConstDirectiveNode, type DefinitionNode } from 'graphql';

const definitions = parse(`
  directive @cacheControl(maxAge: Int!) on OBJECT | INTERFACE | FIELD_DEFINITION
  directive @viewerIndependent(unlessNull: Boolean! = false) on OBJECT | INTERFACE | FIELD_DEFINITION
`).definitions;

/** The same supergraph, whose entities may all be kept for a minute but for what is guarded. */
export function keepingEverything(supergraphSdl: string): string {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  return print({ ...supergraph, definitions: [...definitions, ...supergraph.definitions.map(marked)] });
}

function marked(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
  return { ...node, directives: [...(node.directives ?? []), ...marks] };
}

const marks: readonly ConstDirectiveNode[] = [
  {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'cacheControl' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'maxAge' },
        value: { kind: Kind.INT, value: '60' },
      },
    ],
  },
  { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'viewerIndependent' } },
];
