import { waveformReader } from './waveform';

const pcm = (...samples: readonly number[]): Buffer => Buffer.from(Int16Array.from(samples).buffer);

it.each([1, 3, 32, 1000])('takes the lowest and the highest of each stretch, in chunks of %d bytes', (size) => {
  const samples = Array.from({ length: 40 }, (_, at) => (at < 16 ? at * 256 : at < 32 ? -at * 256 : 512));
  const bytes = pcm(...samples);
  const reader = waveformReader(0);
  for (let at = 0; at < bytes.length; at += size) reader.read(bytes.subarray(at, at + size));
  expect(reader.end()).toEqual({
    version: 2,
    channels: 1,
    sample_rate: 8000,
    samples_per_pixel: 16,
    bits: 8,
    length: 3,
    data: [0, 15, -31, -16, 2, 2],
  });
});

it('has about as many peaks for an hour as for a minute', () => {
  for (const duration of [60, 3600]) {
    const stretch = waveformReader(duration).end().samples_per_pixel;
    expect((duration * 8000) / stretch).toBeGreaterThan(1700);
    expect((duration * 8000) / stretch).toBeLessThanOrEqual(1800);
  }
});

it('of silence is flat, of nothing empty', () => {
  const reader = waveformReader(0);
  reader.read(pcm(0, 0));
  expect(reader.end().data).toEqual([0, 0]);
  expect(waveformReader(0).end().data).toEqual([]);
});
