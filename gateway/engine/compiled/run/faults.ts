import type { GraphQLFormattedError } from 'graphql';
import { isTree, own } from './tree';

type Path = readonly (string | number)[];

/** What a subgraph reported, or what kept it from answering. */
export interface Fault {
  readonly error: GraphQLFormattedError;
  readonly service: string;
}

export interface PlacedFault {
  readonly fault: Fault;
  /** Where below the place it happened, in internal keys: null bubbled up from there. */
  readonly below: Path;
}

/**
 * Errors by the place in the result tree that they are about. They become errors of the response where the place is
 * written, so that each carries the client's own path, as often as the place is written; what the client did not ask
 * for is not reported to it.
 */
export class Faults {
  /** Errors about no place. */
  readonly loose: Fault[] = [];
  private readonly places = new Map<object, Map<string | number, PlacedFault[]>>();

  private readonly absences = new Map<object, Set<string>>();

  get isEmpty(): boolean {
    return this.places.size === 0 && this.absences.size === 0;
  }

  /** The entity is not there, says the subgraph that would know: no field of it is, and that is no error. */
  markAbsent(container: object, key: string): void {
    this.absences.set(container, (this.absences.get(container) ?? new Set()).add(key));
  }

  isAbsent(container: object, key: string | number): boolean {
    return typeof key === 'string' && (this.absences.get(container)?.has(key) ?? false);
  }

  at(container: object, key: string | number): readonly PlacedFault[] {
    return this.places.get(container)?.get(key) ?? [];
  }

  /** All errors right inside an object. */
  within(container: object): readonly (readonly [string | number, PlacedFault])[] {
    return [...(this.places.get(container) ?? [])].flatMap(([key, placed]) => placed.map((one) => [key, one] as const));
  }

  has(container: object, key: string): boolean {
    return this.at(container, key).length > 0;
  }

  add(container: object, key: string | number, fault: Fault, below: Path = []): void {
    const keys = this.places.get(container) ?? new Map<string | number, PlacedFault[]>();
    this.places.set(container, keys);
    const known = keys.get(key) ?? [];
    keys.set(key, known);
    // Places that share an object would tell of the same error many times.
    if (!known.some((placed) => placed.fault.error === fault.error)) known.push({ fault, below });
  }

  /** Follows a path as far as there is data, and leaves the fault there. */
  place(start: object, path: Path, fault: Fault): void {
    let container: object = start;
    for (const [index, key] of path.entries()) {
      const value = own(container, key);
      if (index === path.length - 1 || !isTree(value)) return this.add(container, key, fault, path.slice(index + 1));
      container = value;
    }
  }
}
