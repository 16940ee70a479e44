import { mayBecome, PostState } from './post.states';

const all = Object.values(PostState);
const allowed = [
  'PUBLISHED → HELD',
  'PUBLISHED → REMOVED',
  'PUBLISHED → DELETED',
  'HELD → PUBLISHED',
  'HELD → REMOVED',
  'HELD → DELETED',
  'REMOVED → PUBLISHED',
  'REMOVED → HELD',
];

it.each(all.flatMap((from) => all.map((to) => [from, to] as const)))(
  'a post goes from %s to %s only where it may',
  (from, to) => {
    expect(mayBecome(from, to)).toBe(allowed.includes(`${from} → ${to}`));
  },
);
