import { invalidRequest } from './errors';

/** What a form says: texts, and hashes and lists of them. */
export type FormValue = string | FormValue[] | FormHash;
export interface FormHash {
  [name: string]: FormValue;
}

const DEEPEST = 12;

/** Reads `items[0][price]=price_1&metadata[order]=7` as Stripe does. @throws invalid_request_error */
export function readForm(text: string): FormHash {
  const root = newHash();
  for (const [name, value] of new URLSearchParams(text)) put(root, pathOf(name), value);
  return withLists(root) as FormHash;
}

/** Names of a hash as people write them: `items[0][price]`. */
export function nameOf(path: readonly PropertyKey[]): string {
  const [head, ...rest] = path.map(String);
  return `${head ?? ''}${rest.map((part) => `[${part}]`).join('')}`;
}

function pathOf(name: string): string[] {
  const [head = '', ...rest] = name.split('[');
  if (rest.length > DEEPEST || rest.some((part) => !part.endsWith(']')))
    throw invalidRequest(`Invalid parameter: ${name}`);
  return [head, ...rest.map((part) => part.slice(0, -1))];
}

function put(hash: FormHash, [head = '', ...rest]: string[], value: string): void {
  // `a[]=x&a[]=y` names no place: each is the next one.
  const key = head === '' ? String(Object.keys(hash).length) : head;
  if (rest.length === 0) {
    hash[key] = value;
    return;
  }
  const inner = hash[key];
  if (inner !== undefined && !isHash(inner)) throw invalidRequest(`Invalid parameter: ${key}`);
  put(inner ?? (hash[key] = newHash()), rest, value);
}

/** A hash whose names are numbers is a list. */
function withLists(value: FormValue): FormValue {
  if (!isHash(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, withLists(inner)] as const);
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name)))
    return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
  return Object.assign(newHash(), Object.fromEntries(entries));
}

function isHash(value: FormValue | undefined): value is FormHash {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Without a prototype, so that `__proto__` is a name like any other. */
function newHash(): FormHash {
  return Object.create(null) as FormHash;
}
