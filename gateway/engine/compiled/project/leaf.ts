import type { Leaf } from '../compiled-operation';

/** What JSON cannot hold as it is. */
// oxlint-disable-next-line no-control-regex
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

export function quoted(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** A leaf as JSON; undefined where a subgraph made up a value that its type does not have. */
export type WriteLeaf = (value: unknown) => string | undefined;

const writers: Readonly<Record<Exclude<Leaf['kind'], 'enum'>, WriteLeaf>> = {
  Int: (value) =>
    Number.isInteger(value) && Math.abs(value as number) <= 2 ** 31 && value !== 2 ** 31 ? String(value) : undefined,
  Float: (value) => (Number.isFinite(value) ? String(value) : undefined),
  String: (value) => (typeof value === 'string' ? quoted(value) : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  ID: (value) =>
    typeof value === 'string' ? quoted(value) : Number.isInteger(value) ? `"${String(value)}"` : undefined,
  any: (value) => JSON.stringify(value),
};

export function leafWriter(leaf: Leaf): WriteLeaf {
  if (leaf.kind !== 'enum') return writers[leaf.kind];
  const texts = new Map(leaf.values.map((value) => [value, `"${value}"`]));
  return (value) => (typeof value === 'string' ? texts.get(value) : undefined);
}
