interface Identified {
  readonly id: string;
}

/** Objects of one kind in the order in which they were made; what is asked for by a field is indexed by it from then on. */
export class Collection<T extends Identified> {
  private readonly objects = new Map<string, T>();
  private readonly indices = new Map<keyof T, Map<unknown, Set<T>>>();

  get size(): number {
    return this.objects.size;
  }

  get(id: string): T | undefined {
    return this.objects.get(id);
  }

  all(): T[] {
    return [...this.objects.values()];
  }

  /** The oldest ones. */
  first(count: number): T[] {
    const found: T[] = [];
    for (const object of this.objects.values()) {
      if (found.length >= count) break;
      found.push(object);
    }
    return found;
  }

  /** The newest ones, newest first. */
  last(count: number): T[] {
    return this.all().slice(-count).reverse();
  }

  /** In the order in which they were made. */
  where<K extends keyof T>(field: K, value: T[K]): T[] {
    return [...(this.indexOf(field).get(value) ?? [])];
  }

  put(object: T): void {
    const known = this.objects.get(object.id);
    if (known) this.unindex(known);
    this.objects.set(object.id, object);
    this.index(object);
  }

  /** Changes an object where it is: everybody who holds it sees it. */
  change(object: T, patch: Partial<T>): void {
    this.unindex(object);
    Object.assign(object, patch);
    this.index(object);
  }

  delete(id: string): void {
    const known = this.objects.get(id);
    if (!known) return;
    this.unindex(known);
    this.objects.delete(id);
  }

  private indexOf(field: keyof T): Map<unknown, Set<T>> {
    const known = this.indices.get(field);
    if (known) return known;
    const made = new Map<unknown, Set<T>>();
    for (const object of this.objects.values()) addTo(made, object[field], object);
    this.indices.set(field, made);
    return made;
  }

  private index(object: T): void {
    for (const [field, index] of this.indices) addTo(index, object[field], object);
  }

  private unindex(object: T): void {
    for (const [field, index] of this.indices) index.get(object[field])?.delete(object);
  }
}

function addTo<T>(index: Map<unknown, Set<T>>, value: unknown, object: T): void {
  const known = index.get(value);
  if (known) known.add(object);
  else index.set(value, new Set([object]));
}
