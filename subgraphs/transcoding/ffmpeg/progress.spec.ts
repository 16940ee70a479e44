import { progressReader, type EncodeProgress } from './progress';

const text = [
  'frame=0\nfps=0.00\nout_time_us=N/A\nprogress=continue\n',
  'frame=50\nfps=25.0\nout_time_us=2000000\nprogress=continue\n',
  'frame=75\nout_time_us=3000000\nprogress=end\n',
].join('');

it.each([1, 7, 1000])('reads blocks in chunks of %d bytes', (size) => {
  const told: EncodeProgress[] = [];
  const read = progressReader((progress) => told.push(progress));
  for (let at = 0; at < text.length; at += size) read(Buffer.from(text.slice(at, at + size)));
  expect(told).toEqual([
    { frames: 0, seconds: 0 },
    { frames: 50, seconds: 2 },
    { frames: 75, seconds: 3 },
  ]);
});

it('keeps what it knows where FFmpeg does not say', () => {
  const told: EncodeProgress[] = [];
  const read = progressReader((progress) => told.push(progress));
  read('frame=9\nout_time_us=1000000\nprogress=continue\nframe=N/A\nout_time_us=-9\nprogress=end\n');
  expect(told.at(-1)).toEqual({ frames: 9, seconds: 0 });
});
