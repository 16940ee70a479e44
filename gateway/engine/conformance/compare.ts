import { canonical } from './canonical';
import type { PlainError, PlainResult } from './harness';
import { absentEntity } from './oracle';

type Path = readonly (string | number)[];

/**
 * What two results differ in, one line each; none where both are the same answer. Data must be equal, keys in the same
 * order. Errors are compared by where they are: the messages of subgraphs are another matter.
 *
 * One thing the GraphQL specification leaves open (6.4.4): of several errors below a null that bubbled up, any may be
 * reported, for the rest of that selection need not have run. Such errors count as one, at the null that they explain.
 *
 * One thing is a choice of this gateway: where a subgraph answers null for a whole entity, it says that there is none,
 * and what bubbles up from there is no error, though one may be reported.
 */
export function differences(expected: PlainResult, actual: PlainResult): string[] {
  const found = dataDifference(expected.data, actual.data);
  if (found.length > 0) return found;
  const wanted = explained(expected);
  const given = explained(actual);
  return [
    ...[...wanted].filter(([place, isSure]) => isSure && !given.has(place)).map(([place]) => `no error ${place}`),
    ...[...given.keys()].filter((place) => !wanted.has(place)).map((place) => `an error too many ${place}`),
    ...repeated(actual.errors),
  ];
}

function dataDifference(expected: unknown, actual: unknown): string[] {
  if (canonical(expected) !== canonical(actual)) return ['the data differ'];
  return JSON.stringify(expected) === JSON.stringify(actual) ? [] : ['the keys are in another order'];
}

/** Where there are errors, exactly or below which null; whether one must be reported. */
function explained({ data, errors }: PlainResult): Map<string, boolean> {
  const places = new Map<string, boolean>();
  for (const { path, message } of errors) {
    const place = path ? placeOf(data, path) : 'without a path';
    places.set(place, (places.get(place) ?? true) && message !== absentEntity);
  }
  return places;
}

function placeOf(data: unknown, path: Path): string {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return `below ${shown(path.slice(0, depth))}`;
    if (typeof value !== 'object' || !Object.hasOwn(value ?? {}, key)) return `where nothing was asked: ${shown(path)}`;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value === null ? `at ${shown(path)}` : `where there is a value: ${shown(path)}`;
}

/** Where each error is, in words: `at` a null, `below` one, or where there should be none. */
export function placesOf({ data, errors }: PlainResult): string[] {
  return errors.map(({ path }) => (path ? placeOf(data, path) : 'without a path'));
}

/** "Only one error should be added to the errors list per field" (6.4.4). */
function repeated(errors: readonly PlainError[]): string[] {
  const places = errors.map(({ path }) => JSON.stringify(path));
  const twice = places.filter((place, index) => places.indexOf(place) !== index);
  return [...new Set(twice)].map((place) => `more than one error at ${place}`);
}

function shown(path: Path): string {
  return JSON.stringify(path);
}
