import type { DirectiveNode, DocumentNode } from 'graphql';
import { importsOf, linkOf, linksOf, specName } from './links';

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
    linksOf(supergraph).flatMap((link) => {
      const spec = specName(link) as SecurityDirective;
      if (!guards.has(spec)) return [];
      return [link.as ?? spec, ...importsOf(link).keys()].map((name) => [name, spec] as const);
    }),
  );
}

export function isGuardLink(node: DirectiveNode): boolean {
  return node.name.value === 'link' && guards.has(specName(linkOf(node)));
}
