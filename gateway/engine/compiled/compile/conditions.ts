import { Kind, type DirectiveNode } from 'graphql';
import type { Condition } from '../compiled-operation';

/** Literals that must all hold, sorted; `!x` where the variable must be false. Empty: always. */
export type Clause = readonly string[];

export const always: Clause = [];

/** Conditions of one operation, each stored once. */
export class Conditions {
  readonly list: Condition[] = [];
  private readonly known = new Map<string, number>();

  /** The index of "any of these clauses"; -1 where one of them always holds. */
  indexOf(clauses: readonly Clause[]): number {
    if (clauses.some((clause) => clause.length === 0)) return -1;
    const key = JSON.stringify([...new Set(clauses.map((clause) => clause.join('&')))].sort());
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.list.push(clauses);
    this.known.set(key, this.list.length - 1);
    return this.list.length - 1;
  }
}

/**
 * The clause with what @skip and @include add; null where it can never hold. `values` settles variables at once, which
 * root fields need.
 */
export function narrowed(
  clause: Clause,
  directives: readonly DirectiveNode[] | undefined,
  values?: Readonly<Record<string, boolean>>,
): Clause | null {
  let narrow = clause;
  for (const directive of directives ?? []) {
    const isSkip = directive.name.value === 'skip';
    if (!isSkip && directive.name.value !== 'include') continue;
    const value = directive.arguments?.[0]?.value;
    if (value?.kind === Kind.VARIABLE && values === undefined) {
      const name = value.name.value;
      const [literal, opposite] = isSkip ? [`!${name}`, name] : [name, `!${name}`];
      if (narrow.includes(opposite)) return null;
      if (!narrow.includes(literal)) narrow = [...narrow, literal].sort();
      continue;
    }
    const given =
      value?.kind === Kind.VARIABLE ? values?.[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    if (given === isSkip) return null;
  }
  return narrow;
}

export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}
