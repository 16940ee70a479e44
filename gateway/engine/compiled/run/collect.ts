import { isTree, own, type Tree } from './tree';

/** The objects at a path, each once: answers that are shared lead to the same object many times. */
export function objectsAt(root: Tree, path: readonly string[]): Tree[] {
  return valuesAt(root, path).filter(isObject);
}

type Visit = (object: Tree, container: object, key: string | number) => void;

/** Gives each place at a path, with the object that stands there: some objects stand in many. */
export function eachPlaceAt(root: Tree, path: readonly string[], visit: Visit): void {
  const last = path.at(-1);
  if (last === undefined) return visit(root, [root], 0);
  for (const container of valuesAt(root, path.slice(0, -1))) {
    if (last !== '@') visitAt(container, last, visit);
    else if (Array.isArray(container)) for (const index of container.keys()) visitAt(container, index, visit);
  }
}

function visitAt(container: unknown, key: string | number, visit: Visit): void {
  const value = isTree(container) ? own(container, key) : null;
  if (isObject(value)) visit(value, container as object, key);
}

function isObject(value: unknown): value is Tree {
  return isTree(value) && !Array.isArray(value);
}

function valuesAt(root: Tree, path: readonly string[]): unknown[] {
  let level: unknown[] = [root];
  for (const segment of path) {
    const next =
      segment === '@' ? elementsOf(level) : level.map((value) => (isTree(value) ? own(value, segment) : null));
    level = next.length > 1 ? [...new Set(next)] : next;
  }
  return level;
}

function elementsOf(lists: readonly unknown[]): unknown[] {
  const [first] = lists;
  if (lists.length === 1) return Array.isArray(first) ? first : [];
  return lists.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []));
}

/** An object with the objects above it, the nearest first. */
export interface Placed {
  readonly object: Tree;
  readonly ancestors: readonly Tree[];
}

/** Like `objectsAt`, for fetches whose arguments come from above: the same object may stand in several places. */
export function placesAt(root: Tree, path: readonly string[]): Placed[] {
  let level: { readonly value: unknown; readonly ancestors: readonly Tree[] }[] = [{ value: root, ancestors: [] }];
  for (const segment of path) {
    level = level.flatMap(({ value, ancestors }) => {
      if (segment === '@')
        return Array.isArray(value) ? value.map((item: unknown) => ({ value: item, ancestors })) : [];
      return isTree(value) ? [{ value: own(value, segment), ancestors: [value, ...ancestors] }] : [];
    });
  }
  return level.flatMap(({ value, ancestors }) => (isObject(value) ? [{ object: value, ancestors }] : []));
}
