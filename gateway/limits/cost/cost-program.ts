import { own } from '../../engine/compiled/run/tree';

/** The operation's variables as one request gives them, defaults included. */
export type Given = Readonly<Record<string, unknown>>;

/** What one operation costs, as a function of its variables. Selections stand before those that use them. */
export interface CostProgram {
  /** Of the operation as such: 10 for a mutation. */
  readonly base: number;
  /** Values of variables that a request does not give. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly sizes: readonly ((given: Given) => number)[];
  /** The last one is the operation's own. */
  readonly selections: readonly CostSelection[];
}

/** The fields that are selected of an object; of an interface or union, for each set of types that gets others. The dearest counts. */
export type CostSelection = readonly (readonly CostField[])[];

export interface CostField {
  /** Of one value. */
  readonly weight: number;
  /** Of its arguments; null where they cost nothing. */
  readonly arguments: ((given: Given) => number) | null;
  /** Index of the number of values; -1: one. */
  readonly size: number;
  /** Index of what is selected in each value; -1: nothing. */
  readonly selection: number;
}

export interface Estimate {
  readonly estimated: number;
  /** The part of it that does not depend on how much is found: the operation and the arguments of its root fields. */
  readonly fixed: number;
}

/** @throws SLICING_ARGUMENT_REQUIRED */
export function estimate(program: CostProgram, variables: Given): Estimate {
  const given = withDefaults(program, variables);
  const sizes = program.sizes.map((size) => size(given));
  const costs: number[] = [];
  const argumentsOf = (field: CostField): number => field.arguments?.(given) ?? 0;
  const costOf = (field: CostField): number => {
    const each = field.weight + (field.selection < 0 ? 0 : costs[field.selection]!);
    return (field.size < 0 ? each : sizes[field.size]! * each) + argumentsOf(field);
  };
  for (const alternatives of program.selections)
    costs.push(Math.max(0, ...alternatives.map((fields) => sum(fields, costOf))));
  const [root = []] = program.selections.at(-1) ?? [];
  return {
    estimated: Math.min(program.base + (costs.at(-1) ?? 0), Number.MAX_SAFE_INTEGER),
    fixed: program.base + sum(root, argumentsOf),
  };
}

function sum(fields: readonly CostField[], costOf: (field: CostField) => number): number {
  return fields.reduce((total, field) => total + costOf(field), 0);
}

function withDefaults({ defaults }: CostProgram, variables: Given): Given {
  const given: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(defaults)) {
    const value = own(variables, name);
    given[name] = value === undefined ? defaults[name] : value;
  }
  return given;
}
