import type { Viewer } from '../../../kit/identity/viewer';
import type { Denial } from '../engine';
import type { Guard } from './supergraph/facts';

/**
 * Whether a viewer passes a guard (Apollo Federation: @authenticated, @requiresScopes, @policy). Null: yes.
 * A scope is one of the token or API key; a policy is the name of a permission that any of the viewer's grants gives.
 * Where a permission counts for some rows only, the subgraph decides on those rows.
 */
export function denialBy(guard: Guard, viewer: Viewer): Denial | null {
  const { kind, scopes, grants } = viewer.claims;
  const isKnown = kind !== 'anonymous';
  if (!isKnown) return 'UNAUTHENTICATED';
  if (viewer.isSystem || viewer.isAdministrator) return null;
  const hasScope = (scope: string): boolean => scopes.includes(scope);
  const hasPermission = (name: string): boolean =>
    grants.some(({ permissions }) => permissions.includes(name) || permissions.includes('*'));
  const areMet = guard.scopes.every((groups) => anyGroup(groups, hasScope));
  return areMet && guard.policies.every((groups) => anyGroup(groups, hasPermission)) ? null : 'FORBIDDEN_FIELD';
}

function anyGroup(groups: readonly (readonly string[])[], has: (name: string) => boolean): boolean {
  return groups.some((group) => group.every(has));
}
