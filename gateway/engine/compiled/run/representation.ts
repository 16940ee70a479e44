import type { Requirement } from '../compiled-operation';
import { isTree, own, setOwn, type Tree } from './tree';
import type { TypeConditions } from './type-conditions';

export type Representation =
  | { readonly kind: 'value'; readonly value: Tree }
  /** Something that it needs was never delivered. */
  | { readonly kind: 'missing'; readonly key: string }
  /** The fetch is not about objects of this type. */
  | { readonly kind: 'other' };

/** What represents an object in another subgraph: its type, a key, and the fields that are required there. */
export function representationOf(
  object: Tree,
  requires: readonly Requirement[],
  types: TypeConditions,
): Representation {
  const value: Tree = {};
  const missing = project(object, requires, types, value);
  if (missing !== undefined) return { kind: 'missing', key: missing };
  return value['__typename'] === undefined ? { kind: 'other' } : { kind: 'value', value };
}

/** Copies what is required; gives the first key that is not there. */
function project(from: Tree, requires: readonly Requirement[], types: TypeConditions, into: Tree): string | undefined {
  for (const requirement of requires) {
    if (requirement.kind === 'type') {
      if (!types.hold(requirement.type, from)) continue;
      const missing = project(from, requirement.selections, types, into);
      if (missing !== undefined) return missing;
      continue;
    }
    const { key, name, selections } = requirement;
    const value = own(from, key);
    if (value === undefined) return key;
    const copied = selections === null ? value : copy(value, selections, types);
    if (copied === undefined) return key;
    const present = own(into, name);
    setOwn(into, name, isTree(present) && isTree(copied) ? { ...present, ...copied } : copied);
  }
  return undefined;
}

function copy(value: unknown, selections: readonly Requirement[], types: TypeConditions): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => copy(item, selections, types));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isTree(value)) return value;
  const inner: Tree = {};
  return project(value, selections, types, inner) === undefined ? inner : undefined;
}
