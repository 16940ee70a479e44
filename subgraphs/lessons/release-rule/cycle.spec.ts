import { cycleThrough } from './cycle';

const waits = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

it.each([
  ['a lesson that waits for itself', { a: ['a'] }, ['a']],
  ['two that wait for each other', { a: ['b'], b: ['a'] }, ['a', 'b']],
  ['the shortest of two circles', { a: ['b', 'c'], b: ['d'], d: ['a'], c: ['a'] }, ['a', 'c']],
  ['a long circle', { a: ['b'], b: ['c'], c: ['d'], d: ['a'] }, ['a', 'b', 'c', 'd']],
])('finds %s', (_, edges, cycle) => {
  expect(cycleThrough(waits(edges as Record<string, string[]>), 'a')).toEqual(cycle);
});

it.each([
  ['a chain', { a: ['b'], b: ['c'] }],
  ['two ways to one lesson', { a: ['b', 'c'], b: ['d'], c: ['d'] }],
  ['a circle elsewhere', { a: ['b'], b: ['c'], c: ['b'] }],
  ['nothing', {}],
])('finds none in %s', (_, edges) => {
  expect(cycleThrough(waits(edges as unknown as Record<string, string[]>), 'a')).toBeNull();
});
