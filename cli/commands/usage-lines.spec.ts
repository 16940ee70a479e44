import { usageLines } from './usage-lines';

const use = { day: '2026-03-02', key: 'one', document: 'sha256:1', name: 'Hello', version: 2 };

it('a line for each day, document and key, and their sum', () => {
  const uses = [
    { ...use, runs: 3, errors: 1, cost: 12.5 },
    { ...use, key: 'two', name: null, version: null, runs: 1, errors: 0, cost: 0 },
  ];
  expect(usageLines(uses, '2026-03-01')).toEqual([
    '2026-03-02\tHello@2\tkey one\t3 runs\t1 with errors\tcost 12.5',
    '2026-03-02\tsha256:1\tkey two\t1 runs\t0 with errors\tcost 0',
    '4 runs since 2026-03-01, 1 with errors; they cost 12.5.',
  ]);
});

it('of nothing, the sum', () => {
  expect(usageLines([], '2026-03-01')).toEqual(['0 runs since 2026-03-01, 0 with errors; they cost 0.']);
});
