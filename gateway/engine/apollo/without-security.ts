import { Kind, parse, print, visit, type DirectiveNode, type DocumentNode } from 'graphql';

/**
 * The same supergraph without the specs that @apollo/gateway refuses to load (`for: SECURITY`). The subgraphs decide
 * every field again themselves, so this engine is less early, not less strict.
 */
export function withoutSecuritySpecs(supergraphSdl: string): string {
  const document = parse(supergraphSdl);
  const refused = securitySpecs(document);
  const isRefusedName = (name: string): boolean =>
    refused.some((spec) => name === spec || name.startsWith(`${spec}__`));
  const slim = visit(document, {
    Directive: (node) => (isRefusedName(node.name.value) || isRefusedLink(node) ? null : undefined),
    DirectiveDefinition: (node) => (isRefusedName(node.name.value) ? null : undefined),
    ScalarTypeDefinition: (node) => (isRefusedName(node.name.value) ? null : undefined),
  });
  return print(slim);
}

function securitySpecs(document: DocumentNode): string[] {
  const links = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION ? (definition.directives ?? []) : [],
  );
  return links.filter(isRefusedLink).map((link) => /\/([^/]+)\/v[\d.]+$/.exec(argument(link, 'url') ?? '')?.[1] ?? '');
}

function isRefusedLink(node: DirectiveNode): boolean {
  return node.name.value === 'link' && argument(node, 'for') === 'SECURITY';
}

function argument(node: DirectiveNode, name: string): string | undefined {
  const value = node.arguments?.find((candidate) => candidate.name.value === name)?.value;
  return value && 'value' in value ? String(value.value) : undefined;
}
