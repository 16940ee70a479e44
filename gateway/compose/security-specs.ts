import { Kind, type DirectiveNode, type DocumentNode } from 'graphql';

/** What a supergraph calls the directives of the specs it links `for: SECURITY`; composition lets a subgraph rename them. */
export function securityNames(supergraph: DocumentNode): ReadonlySet<string> {
  const links = supergraph.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION ? (node.directives ?? []) : [],
  );
  return new Set(
    links.filter(isSecurityLink).map((link) => argument(link, 'as') ?? specName(argument(link, 'url') ?? '')),
  );
}

export function isSecurityLink(node: DirectiveNode): boolean {
  return node.name.value === 'link' && argument(node, 'for') === 'SECURITY';
}

/** The last segment but the version: `https://specs.apollo.dev/policy/v0.1` → `policy`. */
function specName(url: string): string {
  return url.split('/').at(-2) ?? '';
}

function argument(node: DirectiveNode, name: string): string | undefined {
  const value = node.arguments?.find((candidate) => candidate.name.value === name)?.value;
  return value && 'value' in value ? String(value.value) : undefined;
}
