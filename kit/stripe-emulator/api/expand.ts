import type { ObjectName } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { invalidRequest } from './errors';
import type { Expandable, Resource } from './resource';

const DEEPEST = 4;

interface Step {
  /** Fields to walk through; lists are walked through element by element. */
  readonly keys: readonly string[];
  readonly leadsTo: Expandable;
}

/** Replaces references by what they refer to, where `expand[]` says so. */
export class Expansion {
  private constructor(
    private readonly paths: readonly (readonly Step[])[],
    private readonly resources: ReadonlyMap<string, Resource>,
  ) {}

  /** @throws before anything has happened, where something cannot be expanded */
  static of(asked: readonly string[], answers: string, resources: ReadonlyMap<string, Resource>): Expansion {
    const paths = asked.map((path) => stepsOf(path, path.replace(/^data\./, '').split('.'), answers, resources));
    return new Expansion(paths, resources);
  }

  /** The object as it is answered. */
  apply(turn: Turn, answer: object): object {
    const presented = this.present(turn, answer);
    if (this.paths.length === 0) return presented;
    const copy = JSON.parse(JSON.stringify(presented)) as object;
    const tops = isList(copy) ? copy.data : [copy];
    for (const path of this.paths) for (const top of tops) this.walk(turn, top as Hash, path);
    return copy;
  }

  private present(turn: Turn, answer: object): object {
    if (isList(answer)) return { ...answer, data: answer.data.map((element) => this.present(turn, element as object)) };
    const { object = '' } = answer as { object?: string };
    const present = this.resources.get(object)?.present as ((turn: Turn, object: object) => object) | undefined;
    return present && !('deleted' in answer) ? present(turn, answer) : answer;
  }

  private walk(turn: Turn, owner: Hash, [step, ...rest]: readonly Step[]): void {
    if (!step) return;
    const last = step.keys.at(-1) as string;
    for (const holder of holdersOf(owner, step.keys.slice(0, -1))) {
      const value = holder[last];
      const expanded = Array.isArray(value)
        ? value.map((element) => this.expanded(turn, element, step.leadsTo, owner))
        : this.expanded(turn, value, step.leadsTo, owner);
      if (expanded === undefined || expanded === null) continue;
      holder[last] = expanded;
      for (const next of Array.isArray(expanded) ? expanded : [expanded]) this.walkInto(turn, next as Hash, rest);
    }
  }

  private walkInto(turn: Turn, next: Hash, rest: readonly Step[]): void {
    for (const top of isList(next) ? next.data : [next]) this.walk(turn, top as Hash, rest);
  }

  private expanded(turn: Turn, value: unknown, leadsTo: Expandable, owner: Hash): unknown {
    if (typeof leadsTo === 'object' && 'make' in leadsTo)
      return copyOf(this.presentOrNull(turn, leadsTo.make(turn, owner as never)));
    if (typeof leadsTo !== 'string' || typeof value !== 'string') return value;
    return copyOf(this.presentOrNull(turn, findAnywhere(turn, leadsTo, value))) ?? value;
  }

  private presentOrNull(turn: Turn, object: object | null): object | null {
    return object && this.present(turn, object);
  }
}

type Hash = Record<string, unknown>;

/** In this account; a connected account's objects also where the platform refers to them. */
function findAnywhere(turn: Turn, name: ObjectName, id: string): object | null {
  const here = turn.find(name, id);
  if (here) return here;
  for (const account of turn.engine.store.accountIds()) {
    const there = turn.in(account).find(name, id);
    if (there) return there;
  }
  return null;
}

function stepsOf(
  whole: string,
  path: readonly string[],
  name: string,
  resources: ReadonlyMap<string, Resource>,
): Step[] {
  if (path.length === 0) return [];
  if (whole.split('.').length > DEEPEST + 1)
    throw invalidRequest(`You cannot expand more than ${DEEPEST} levels of a property. Property: ${whole}`);
  const { expandable = {} } = resources.get(name) ?? {};
  for (let length = path.length; length > 0; length--) {
    const leadsTo = expandable[path.slice(0, length).join('.')];
    if (leadsTo === undefined) continue;
    const rest = path.slice(length);
    const inList = rest[0] === 'data' ? rest.slice(1) : rest;
    return [{ keys: path.slice(0, length), leadsTo }, ...stepsOf(whole, inList, targetOf(leadsTo), resources)];
  }
  throw invalidRequest(
    `This property cannot be expanded (${path[0]}). You may want to try expanding a different property.`,
    {
      param: 'expand',
    },
  );
}

function targetOf(leadsTo: Expandable): string {
  if (typeof leadsTo === 'string') return leadsTo;
  return 'make' in leadsTo ? leadsTo.of : leadsTo.embedded;
}

function holdersOf(owner: Hash, keys: readonly string[]): Hash[] {
  return keys.reduce<Hash[]>(
    (holders, key) =>
      holders
        .map((holder) => holder[key])
        .flatMap((value) => (Array.isArray(value) ? (value as Hash[]) : [value as Hash]))
        .filter((value) => typeof value === 'object' && value !== null),
    [owner],
  );
}

function isList(value: object): value is { readonly data: unknown[] } {
  const { object } = value as { object?: unknown };
  return object === 'list' || object === 'search_result';
}

function copyOf(value: object | null): object | null {
  return value && (JSON.parse(JSON.stringify(value)) as object);
}
