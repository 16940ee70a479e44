import type { Requirement } from '../compiled-operation';
import type { Faults } from './faults';
import { isTree, own, setOwn, type Tree } from './tree';
import type { TypeConditions } from './type-conditions';

export type Representation =
  | { readonly kind: 'value'; readonly value: Tree }
  /** Something that it needs was never delivered. */
  | { readonly kind: 'missing'; readonly key: string }
  /** The fetch is not about objects of this type. */
  | { readonly kind: 'other' };

const other: Representation = { kind: 'other' };

/** What represents an object in another subgraph: its type, a key, and the fields that are required there. */
export function representationOf(
  object: Tree,
  requires: readonly Requirement[],
  types: TypeConditions,
  faults: Faults,
): Representation {
  const made: Made = { value: {}, hasKey: false };
  const missing = project(object, requires, types, faults, made);
  if (missing !== undefined) return { kind: 'missing', key: missing };
  // Required fields may be asked of more types than the fetch has keys for.
  return made.hasKey ? { kind: 'value', value: made.value } : other;
}

interface Made {
  readonly value: Tree;
  hasKey: boolean;
}

/** Copies what is required; gives the first key that is not there. */
function project(
  from: Tree,
  requires: readonly Requirement[],
  types: TypeConditions,
  faults: Faults,
  into: Made,
): string | undefined {
  for (const requirement of requires) {
    if (requirement.kind === 'type') {
      if (!types.hold(requirement.type, from)) continue;
      const missing = project(from, requirement.selections, types, faults, into);
      if (missing !== undefined) return missing;
      continue;
    }
    const { key, name, selections, isKey, isOptional } = requirement;
    const given = own(from, key);
    // Null is what a field is that nobody gave and whose type allows it; unless something went wrong with it.
    const value = given === undefined && isOptional && !faults.has(from, key) ? null : given;
    if (value === undefined) return key;
    if (isKey) into.hasKey = true;
    const copied = selections === null ? value : copy(value, selections, types, faults);
    if (copied === undefined) return key;
    const present = selections === null ? undefined : own(into.value, name);
    setOwn(into.value, name, isTree(present) && isTree(copied) ? { ...present, ...copied } : copied);
  }
  return undefined;
}

function copy(value: unknown, selections: readonly Requirement[], types: TypeConditions, faults: Faults): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => copy(item, selections, types, faults));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isTree(value)) return value;
  const inner: Made = { value: {}, hasKey: false };
  return project(value, selections, types, faults, inner) === undefined ? inner.value : undefined;
}
