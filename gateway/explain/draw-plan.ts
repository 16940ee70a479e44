import { parse, print } from 'graphql';

/** What of a plan is drawn, whichever engine has made it. */
export interface DrawnPlan {
  /** Null where nothing is to be fetched. */
  readonly root: DrawnStep | null;
  /** What the gateway answers of its own schema; null where nothing is asked of that. */
  readonly introspection: string | null;
}

export type DrawnStep =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly DrawnStep[] }
  | {
      readonly kind: 'condition';
      /** The variable that decides. */
      readonly variable: string;
      readonly isTrue: DrawnStep | null;
      readonly isFalse: DrawnStep | null;
    }
  | DrawnFetch;

export interface DrawnFetch {
  readonly kind: 'fetch';
  readonly service: string;
  readonly path: readonly string[];
  /** What represents an entity; null where the fetch is not about entities. */
  readonly requires: readonly DrawnRequirement[] | null;
  readonly text: string;
}

export type DrawnRequirement =
  | { readonly kind: 'field'; readonly name: string; readonly selections: readonly DrawnRequirement[] | null }
  | { readonly kind: 'type'; readonly type: string; readonly selections: readonly DrawnRequirement[] };

/** A plan as a tree of lines: what runs one after the other, what at the same time, and what each subgraph is asked. */
export function drawPlan({ root, introspection }: DrawnPlan): string {
  const introspected = introspection === null ? [] : ['Introspection, by the gateway itself'];
  const fetched = root ? draw(root) : [];
  return [...introspected, ...fetched].join('\n') || 'Nothing to fetch';
}

function draw(step: DrawnStep): string[] {
  if (step.kind === 'fetch') return [titleOf(step), ...indented(print(parse(step.text)).split('\n'), '  ')];
  const branches = step.kind === 'condition' ? cases(step) : step.steps.map(draw);
  const last = branches.length - 1;
  const below = branches.flatMap(([head = '', ...rest], index) =>
    index === last ? [`└─ ${head}`, ...indented(rest, '   ')] : [`├─ ${head}`, ...indented(rest, '│  ')],
  );
  return [headOf(step), ...below];
}

function headOf(step: Exclude<DrawnStep, DrawnFetch>): string {
  if (step.kind === 'condition') return `Depending on $${step.variable}`;
  return step.kind === 'sequence' ? 'One after the other' : 'At the same time';
}

function cases({ isTrue, isFalse }: DrawnStep & { kind: 'condition' }): string[][] {
  const named = (value: string, step: DrawnStep | null): string[][] => {
    if (!step) return [];
    const [head = '', ...rest] = draw(step);
    return [[`${value}: ${head}`, ...rest]];
  };
  return [...named('true', isTrue), ...named('false', isFalse)];
}

function titleOf({ service, path, requires }: DrawnFetch): string {
  const place = path.length > 0 ? ` at ${path.join('.')}` : '';
  return `${service}${place}${requires ? ` by ${requires.map(textOf).join(' ')}` : ''}`;
}

function textOf(requirement: DrawnRequirement): string {
  const { selections } = requirement;
  const name = requirement.kind === 'field' ? requirement.name : `... on ${requirement.type}`;
  return selections ? `${name} { ${selections.map(textOf).join(' ')} }` : name;
}

function indented(lines: readonly string[], by: string): string[] {
  return lines.map((line) => `${by}${line}`);
}
