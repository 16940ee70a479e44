import { parse, print, visit } from 'graphql';
import { isGuardLink, securityNames } from '../../compose/security-specs';

/**
 * The same supergraph without the specs that guard fields, which @apollo/gateway refuses to load. The subgraphs decide
 * every field again themselves, so this engine is less early, not less strict.
 */
export function withoutSecuritySpecs(supergraphSdl: string): string {
  const supergraph = parse(supergraphSdl);
  const refused = securityNames(supergraph);
  /** A directive itself, or a type of its spec, such as `policy__Policy`. */
  const isRefused = (name: string): boolean => refused.has(name) || refused.has(name.split('__')[0] ?? '');
  const slim = visit(supergraph, {
    Directive: (node) => (isRefused(node.name.value) || isGuardLink(node) ? null : undefined),
    DirectiveDefinition: (node) => (isRefused(node.name.value) ? null : undefined),
    ScalarTypeDefinition: (node) => (isRefused(node.name.value) ? null : undefined),
  });
  return print(slim);
}
