/** What is sent where an id belongs. */
export const notIds = [
  '',
  ' ',
  'NUL \0 byte',
  'x'.repeat(100_000),
  '\ud800',
  '__proto__',
  '$where',
  '../../etc/passwd',
  '🙂',
];

/** Every place in an input, with something bad put there. */
export function* spoiled(value: unknown, bad: readonly unknown[]): Generator<unknown> {
  yield* bad;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    for (const one of spoiled(inner, bad))
      yield Array.isArray(value) ? value.with(Number(key), one) : { ...value, [key]: one };
}
