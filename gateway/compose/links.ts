import { Kind, valueFromASTUntyped, type DirectiveNode, type DocumentNode } from 'graphql';

/** A spec that a supergraph links (https://specs.apollo.dev/link/v1.0). */
export interface Link {
  readonly url?: string;
  readonly as?: string;
  readonly import?: readonly (string | { readonly name: string; readonly as?: string })[];
}

/** The specs that a supergraph links, in its order. */
export function linksOf(supergraph: DocumentNode): Link[] {
  const directives = supergraph.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION ? (node.directives ?? []) : [],
  );
  return directives.filter(({ name }) => name.value === 'link').map(linkOf);
}

export function linkOf(node: DirectiveNode): Link {
  return Object.fromEntries((node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

/** The last segment but the version: `https://specs.apollo.dev/policy/v0.1` → `policy`. */
export function specName({ url = '' }: Link): string {
  return url.split('/').at(-2) ?? '';
}

/** What a link imports: the spec's own name by the name that the supergraph uses, both without `@`. */
export function importsOf({ import: imports = [] }: Link): ReadonlyMap<string, string> {
  const bare = (name: string): string => name.replace(/^@/, '');
  return new Map(
    imports.map((entry) => {
      const { name, as = name } = typeof entry === 'string' ? { name: entry } : entry;
      return [bare(as), bare(name)];
    }),
  );
}

/** What a supergraph calls a directive of a linked spec: as imported, else by the spec's name, or behind it. */
export function nameOf(link: Link, directive: string): string {
  for (const [name, own] of importsOf(link)) if (own === directive) return name;
  const prefix = link.as ?? specName(link);
  return directive === specName(link) ? prefix : `${prefix}__${directive}`;
}
