/** A result while it grows: what subgraphs answered, under internal keys. */
export type Tree = Record<string, unknown>;

/** The object's own value; never what it inherits, so a field may be called `constructor`: what is inherited are functions. */
export function own(object: object, key: string | number): unknown {
  const value = (object as Tree)[key];
  if (typeof value !== 'function' && key !== '__proto__') return value;
  return Object.hasOwn(object, key) ? value : undefined;
}

/** Sets an own property, also `__proto__`, which an assignment would take for something else. */
export function setOwn(object: object, key: string | number, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else (object as Tree)[key] = value;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

/** Whether two objects hold the same values; of what is in them, whether it is the very same. */
export function areEqual(one: Tree, other: Tree): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => own(one, key) === own(other, key));
}

/** Says which of two type names is the object's own: a subgraph may know only the interface. */
export type PreferTypename = (present: unknown, added: unknown) => unknown;

/** Adds what another answer says of the same object. Objects that only one of them has are shared, not copied. */
export function merge(target: object, source: object, prefer: PreferTypename): void {
  for (const key of Object.keys(source)) {
    const added = (source as Tree)[key];
    const present = own(target, key);
    if (isTree(present) && isTree(added) && isSameKind(present, added)) merge(present, added, prefer);
    else if (key === '__typename' && present !== undefined) setOwn(target, key, prefer(present, added));
    else setOwn(target, key, added);
  }
}

/** Lists of different length cannot be told to be about the same things. */
function isSameKind(present: object, added: object): boolean {
  const areLists = Array.isArray(present);
  return areLists === Array.isArray(added) && (!areLists || present.length === (added as unknown[]).length);
}
