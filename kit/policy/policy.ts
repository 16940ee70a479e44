import type { ObjectLiteral } from 'typeorm';
import type { Scope } from '../scope/scope';
import type { Viewer } from '../identity/viewer';
import { crossesTenantWall } from './tenant';

export type Predicate<T> = (row: T) => boolean;

/** Decides on a whole set at once: what it needs to know of all rows it loads once, then answers row by row. */
export type Rule<T> = (viewer: Viewer, rows: readonly T[], scope: Scope) => Predicate<T> | Promise<Predicate<T>>;

/** The rows of a set that the scope's viewer may have. */
export type Policy<T> = (scope: Scope, rows: readonly T[]) => Promise<T[]>;

/**
 * The rules of one entity. What no rule grants is denied; the tenant wall stands before every rule;
 * the house itself (jobs, event handlers) passes.
 */
export function definePolicy<T extends ObjectLiteral, K extends string>(
  _entity: new () => T,
  rules: Readonly<Record<K, Rule<T>>>,
): Readonly<Record<K, Policy<T>>> {
  const walled = Object.entries<Rule<T>>(rules).map(([name, rule]) => [name, behindTenantWall(rule)]);
  return Object.freeze(Object.fromEntries(walled)) as Readonly<Record<K, Policy<T>>>;
}

/** Whether the viewer may have this one row. */
export async function allows<T>(scope: Scope, policy: Policy<T>, row: T): Promise<boolean> {
  return (await policy(scope, [row])).length === 1;
}

function behindTenantWall<T extends ObjectLiteral>(rule: Rule<T>): Policy<T> {
  return async (scope, rows) => {
    if (scope.viewer.isSystem || rows.length === 0) return [...rows];
    const reachable = rows.filter((row) => !crossesTenantWall(scope.viewer, row));
    const granted = await rule(scope.viewer, reachable, scope);
    return reachable.filter((row) => granted(row));
  };
}
