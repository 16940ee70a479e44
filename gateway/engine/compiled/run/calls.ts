import type { SubgraphCall } from '../../../subgraph-client/subgraph-client';
import type { FetchStep } from '../compiled-operation';
import { own, type Tree } from './tree';

/** The part of a call that is the same each time, as JSON: `{"query":…,"operationName":…,"variables":{`. */
const heads = new WeakMap<FetchStep, string>();

function headOf(step: FetchStep): string {
  const known = heads.get(step);
  if (known !== undefined) return known;
  const name = step.operationName === null ? '' : `,"operationName":${JSON.stringify(step.operationName)}`;
  const head = `{"query":${JSON.stringify(step.text)}${name},"variables":{`;
  heads.set(step, head);
  return head;
}

/** Writes the calls of one execution: each variable becomes JSON once. */
export class Calls {
  private readonly texts = new Map<string, string>();

  constructor(private readonly variables: Readonly<Record<string, unknown>>) {}

  of(step: FetchStep): SubgraphCall {
    const names = this.given(step);
    return {
      kind: step.operationKind,
      query: step.text,
      operationName: step.operationName,
      variables: this.values(names),
      toJson: () => `${headOf(step)}${this.textOf(names)}}}`,
    };
  }

  /** `representations` are JSON already; `fromAbove` are arguments that ancestors of the entities have. */
  ofEntities(step: FetchStep, representations: readonly string[], fromAbove: Tree): SubgraphCall {
    const names = this.given(step);
    const list = `[${representations.join(',')}]`;
    const above = Object.entries(fromAbove).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
    const values = (): Record<string, unknown> => ({
      ...this.values(names),
      ...fromAbove,
      representations: JSON.parse(list) as unknown,
    });
    return {
      kind: step.operationKind,
      query: step.text,
      operationName: step.operationName,
      // Only a subgraph in memory reads them; for the others they would be parsed for nothing.
      get variables() {
        return values();
      },
      toJson: () => {
        const own = [...(names.length > 0 ? [this.textOf(names)] : []), ...above, `"representations":${list}`];
        return `${headOf(step)}${own.join(',')}}}`;
      },
    };
  }

  /** The client's variables that a fetch uses, as JSON. */
  variablesOf(step: FetchStep): string {
    return this.textOf(this.given(step));
  }

  /** Variables that the text uses and the client gave; for the others the default in the text counts. */
  private given({ variables: names }: FetchStep): string[] {
    return names.filter((name) => own(this.variables, name) !== undefined);
  }

  private values(names: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(names.map((name) => [name, this.variables[name]]));
  }

  private textOf(names: readonly string[]): string {
    return names.map((name) => this.text(name)).join(',');
  }

  private text(name: string): string {
    const known = this.texts.get(name);
    if (known !== undefined) return known;
    const text = `${JSON.stringify(name)}:${JSON.stringify(this.variables[name])}`;
    this.texts.set(name, text);
    return text;
  }
}
