import type { Result } from '../../../../kit/graphql/execute';
import type { Random } from '../../../../kit/random/random';

/** What a broken subgraph may put where something else was promised. */
const inventions: readonly unknown[] = [
  null,
  'text',
  '',
  7,
  -0.5,
  true,
  [],
  {},
  [[null]],
  [{}, 'text', null],
  { __typename: 'Evil' },
  { __typename: 7 },
  { __typename: 'User', id: { id: [] } },
  JSON.parse('{"__proto__":{"id":"u1"},"constructor":null}'),
];

const strayPaths: readonly unknown[] = [
  ['_entities', 99, 'name'],
  ['_entities', -1],
  ['_entities', 0, 'friends', 'first'],
  ['_entities'],
  ['nothing', 'of', 'that', 'name'],
  ['__proto__', 'constructor'],
  [],
  'me',
  [null, {}],
  null,
];

/** An answer as a broken subgraph would give it: other values in some places, keys lost, errors about anything. */
export function mangled(random: Random, answer: Result): Result {
  const result = JSON.parse(JSON.stringify(answer)) as Record<string, unknown>;
  for (let times = random.between(0, 3); times > 0; times -= 1) damage(random, result);
  if (random.chance(0.2)) result['errors'] = [{ message: 'stray', path: random.pick(strayPaths) }];
  return result;
}

/** Changes something at a place that is found by going down at random. */
function damage(random: Random, root: Record<string, unknown>): void {
  let container: Record<string, unknown> = root;
  for (let depth = random.between(1, 7); ; depth -= 1) {
    const keys = Object.keys(container);
    if (keys.length === 0) return;
    const key = random.pick(keys);
    const inner = container[key];
    if (depth > 0 && typeof inner === 'object' && inner !== null) container = inner as Record<string, unknown>;
    else return replace(random, container, key);
  }
}

function replace(random: Random, container: Record<string, unknown>, key: string): void {
  if (Array.isArray(container) && random.chance(0.3)) container.pop();
  else if (random.chance(0.2)) Reflect.deleteProperty(container, key);
  else container[key] = structuredClone(random.pick(inventions));
}
