import { advise, nothingMeasured, type Measured, type QualityState } from './quality-advice';

const ladder = [
  { name: '1080p', bandwidth: 6_000_000 },
  { name: '360p', bandwidth: 1_000_000 },
  { name: '720p', bandwidth: 3_000_000 },
];

const after = (reports: readonly Partial<Measured>[], from: QualityState = nothingMeasured): QualityState =>
  reports.reduce<QualityState>(
    (state, report) => advise(ladder, state, { bandwidth: null, stalls: 0, ...report }),
    from,
  );

const capped = (cap: string, bandwidth: number): QualityState => ({ cap, bandwidth, steady: 0 });

it('advises nothing before anything was measured, and for sound alone', () => {
  expect(after([{}, { stalls: 3 }]).cap).toBeNull();
  expect(advise([], nothingMeasured, { bandwidth: 5_000_000, stalls: 0 }).cap).toBeNull();
});

it.each([
  [100_000, '360p'],
  [1_250_000, '360p'],
  [3_749_999, '360p'],
  [3_750_000, '720p'],
  [50_000_000, '1080p'],
])('%d bits per second carry %s, with some to spare', (bandwidth, cap) => {
  expect(after([{ bandwidth }]).cap).toBe(cap);
});

it('goes down at once where playing stands still, whatever was measured', () => {
  expect(after([{ stalls: 1, bandwidth: 50_000_000 }], capped('1080p', 50_000_000)).cap).toBe('720p');
  expect(after([{ stalls: 1 }], capped('360p', 50_000_000)).cap).toBe('360p');
});

it('goes down as far as needed where the rendition no longer fits', () => {
  expect(after([{ bandwidth: 1_000_000 }], capped('1080p', 1_200_000)).cap).toBe('360p');
});

it('stays while the rendition still fits without much to spare', () => {
  const edge = after(
    Array.from({ length: 20 }, (_, index) => ({ bandwidth: index % 2 === 0 ? 3_300_000 : 4_200_000 })),
    capped('720p', 3_750_000),
  );
  expect(edge.cap).toBe('720p');
});

it('goes up one by one, after three good reports in a row each', () => {
  const good = { bandwidth: 50_000_000 };
  const start = capped('360p', 50_000_000);
  expect(after([good, good], start).cap).toBe('360p');
  expect(after([good, good, good], start).cap).toBe('720p');
  expect(after([good, good, { ...good, stalls: 1 }, good, good], start).cap).toBe('360p');
  expect(after([good, good, good, good, good], start).cap).toBe('720p');
  expect(after([good, good, good, good, good, good], start).cap).toBe('1080p');
});
