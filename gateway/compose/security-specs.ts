import { Kind, valueFromASTUntyped, type DirectiveNode, type DocumentNode } from 'graphql';

interface Link {
  readonly url?: string;
  readonly as?: string;
  readonly import?: readonly (string | { readonly name: string; readonly as?: string })[];
}

export type SecurityDirective = 'authenticated' | 'requiresScopes' | 'policy';

/** The specs that guard fields. @inaccessible is linked `for: SECURITY` as well, but hides a field instead of guarding it. */
const guards: ReadonlySet<string> = new Set<SecurityDirective>(['authenticated', 'requiresScopes', 'policy']);

/** What a supergraph calls the directives that guard fields, with the names that a subgraph gave them on import. */
export function securityNames(supergraph: DocumentNode): ReadonlySet<string> {
  return new Set(securityDirectives(supergraph).keys());
}

/** By the name that a supergraph uses, which guard it is. */
export function securityDirectives(supergraph: DocumentNode): ReadonlyMap<string, SecurityDirective> {
  return new Map(
    guardLinks(supergraph).flatMap((link) => {
      const spec = specName(link.url ?? '') as SecurityDirective;
      return [link.as ?? spec, ...importedNames(link)].map((name) => [name, spec] as const);
    }),
  );
}

export function isGuardLink(node: DirectiveNode): boolean {
  return node.name.value === 'link' && guards.has(specName(linkOf(node).url ?? ''));
}

function guardLinks(supergraph: DocumentNode): Link[] {
  const directives = supergraph.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION ? (node.directives ?? []) : [],
  );
  return directives.filter(isGuardLink).map(linkOf);
}

function importedNames({ import: imports = [] }: Link): string[] {
  return imports.map((entry) => (typeof entry === 'string' ? entry : (entry.as ?? entry.name)).replace(/^@/, ''));
}

/** The last segment but the version: `https://specs.apollo.dev/policy/v0.1` → `policy`. */
function specName(url: string): string {
  return url.split('/').at(-2) ?? '';
}

function linkOf(node: DirectiveNode): Link {
  return Object.fromEntries((node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}
