import type { LiveSegment } from '../ingest/live-window.document';
import { demandNear, hasReached, reloadRequest } from './reload-request';

/** Three whole segments of three parts, 10 to 12, and two parts of the next. */
const segments = [10, 11, 12, 13].map((sequence): LiveSegment => {
  const parts = Array.from({ length: sequence === 13 ? 2 : 3 }, () => ({ duration: 1 / 3 }));
  const state = sequence === 13 ? 'OPEN' : 'WHOLE';
  return { sequence, take: 0, number: sequence, startsAt: new Date(0), duration: parts.length / 3, parts, state };
});
const wanted = (sequence: number, part: number | null = null) => ({ sequence, part });

it.each<[string, object | null]>([
  ['', null],
  ['_HLS_skip=YES', null],
  ['_HLS_msn=13', wanted(13)],
  ['_HLS_msn=13&_HLS_part=2', wanted(13, 2)],
])('%j wants %j', (query, expected) => {
  expect(reloadRequest(Object.fromEntries(new URLSearchParams(query)))).toEqual(expected);
});

it.each([
  { _HLS_part: '1' },
  { _HLS_msn: '' },
  { _HLS_msn: '-1' },
  { _HLS_msn: '1.5' },
  { _HLS_msn: '1e3' },
  { _HLS_msn: ' 1' },
  { _HLS_msn: '9'.repeat(400) },
  { _HLS_msn: ['1', '2'] },
  { _HLS_msn: { toString: '1' } },
  { _HLS_msn: '13', _HLS_part: 'x' },
  { _HLS_msn: '13', _HLS_part: ['1', '1'] },
])('%j makes no sense', (query) => {
  expect(() => reloadRequest(query)).toThrow('cannot be used');
});

it.each<[number, number | null, boolean]>([
  [0, null, true],
  [9, 5, true],
  [12, null, true],
  [12, 2, true],
  // Past its last part: the first one of the next.
  [12, 3, true],
  [12, 99, true],
  [13, 0, true],
  [13, 1, true],
  [13, 2, false],
  [13, null, false],
  [14, 0, false],
  [14, null, false],
])('segment %i, part %j: there %j', (sequence, part, isThere) => {
  expect(hasReached(wanted(sequence, part), segments)).toBe(isThere);
});

it('past the last part of the last segment there is nothing yet', () => {
  expect(hasReached(wanted(12, 3), segments.slice(0, 3))).toBe(false);
  expect(hasReached(wanted(0, 0), [])).toBe(false);
});

it.each<[number, number | null]>([
  [15, null],
  [999_999_999, null],
  [13, 10],
  [13, 999_999_999],
  [14, 8],
])('segment %i, part %j is further ahead than any player would ask', (sequence, part) => {
  expect(() => demandNear(wanted(sequence, part), segments)).toThrow('cannot be used');
});

it.each<[number, number | null]>([
  [0, 999],
  [13, 9],
  [14, null],
  [14, 7],
])('segment %i, part %j is near enough', (sequence, part) => {
  expect(() => demandNear(wanted(sequence, part), segments)).not.toThrow();
});
