import { estimatedEnd, percentOf } from './progress';

const encode = (done: number, total: number) => ({ kind: 'ENCODE', done, total }) as const;
const pack = (done: number) => ({ kind: 'PACKAGE', done, total: 1 }) as const;

it.each([
  ['nothing before the file was looked at', [{ kind: 'PROBE', done: 0, total: 0 } as const], 0],
  ['frames of a whole', [encode(30, 300)], 9.5],
  ['frames of all parts, whatever they weigh', [encode(100, 100), encode(0, 300)], 23.75],
  ['sound beside pictures counts for nothing', [encode(150, 300), encode(99, 0)], 47.5],
  ['more frames than expected are no more than all', [encode(400, 300)], 95],
  ['what packaging adds', [encode(300, 300), pack(1)], 100],
])('%s', (_, pieces, percent) => {
  expect(percentOf(pieces)).toBeCloseTo(percent, 6);
});

const since = new Date('2026-03-02T09:00:00Z');
const now = new Date('2026-03-02T09:01:00Z');

it.each([
  ['a quarter in one minute: three more', 25, since, '2026-03-02T09:04:00.000Z'],
  ['the first frames tell nothing', 1.9, since, null],
  ['before encoding', 50, null, null],
  ['at the end', 100, since, null],
])('estimates the end: %s', (_, percent, begun, end) => {
  expect(estimatedEnd({ percent, since: begun, now })?.toISOString() ?? null).toBe(end);
});
