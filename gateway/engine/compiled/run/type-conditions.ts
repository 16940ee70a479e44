import type { SupergraphFacts } from '../supergraph/facts';
import { own } from './tree';

/** Which objects a type condition lets through. */
export class TypeConditions {
  private readonly possible: ReadonlyMap<string, ReadonlySet<string>>;

  constructor({ possibleTypes }: SupergraphFacts) {
    this.possible = new Map(Object.entries(possibleTypes).map(([type, names]) => [type, new Set(names)]));
  }

  /** Of two names for the type of one object, the one of an object type. */
  readonly preferred = (present: unknown, added: unknown): unknown => {
    const names = typeof present === 'string' ? this.possible.get(present) : undefined;
    const isOwn = names?.size === 1 && typeof present === 'string' && names.has(present);
    return isOwn ? present : added;
  };

  /** `unknown`: the answer for an object without `__typename`. */
  hold(type: string, object: object, unknown = false): boolean {
    const typename = own(object, '__typename');
    if (typeof typename !== 'string') return unknown;
    return typename === type || (this.possible.get(type)?.has(typename) ?? false);
  }
}
