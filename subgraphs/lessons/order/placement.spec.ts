import { placed } from './placement';

const after = (id: string | null) => ({ after: { field: 'afterLessonId', id } });

it.each([
  ['the end, when no place is given', {}, ['a', 'c', 'b']],
  ['the first place', { position: 1 }, ['b', 'a', 'c']],
  ['its own place', { position: 2 }, ['a', 'b', 'c']],
  ['the end, when the place is past it', { position: 99 }, ['a', 'c', 'b']],
  ['right after another', after('c'), ['a', 'c', 'b']],
  ['right after the one before', after('a'), ['a', 'b', 'c']],
  ['the end, when what to follow is null', after(null), ['a', 'c', 'b']],
])('puts it into %s', (_, place, expected) => {
  expect(placed(['a', 'b', 'c'], 'b', place)).toEqual(expected);
});

it.each([
  ['itself', after('b')],
  ['a stranger', after('x')],
  ['both places', { position: 1, ...after('a') }],
])('refuses to follow %s', (_, place) => {
  expect(() => placed(['a', 'b', 'c'], 'b', place)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});
