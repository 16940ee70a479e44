import type { VideoPlan } from './plan';
import { storyboardFilters, storyboardOf, storyboardText, vttTime } from './storyboard';

const video = (rate: number, width: number, height: number): VideoPlan => ({
  index: 0,
  gop: rate * 2,
  frames: 0,
  tolerance: 0,
  shift: 0,
  before: 1,
  toneMap: null,
  rate: { numerator: rate, denominator: 1 },
  rungs: [{ name: '360p', width, height, maxRate: 1 }],
});

it.each<[number, number, number, object]>([
  [75, 640, 360, { width: 160, height: 90, every: 2, interval: 4, count: 1 }],
  [101, 640, 360, { every: 2, count: 2 }],
  [200, 360, 640, { width: 90, height: 160, count: 2 }],
  [25 * 3600, 640, 360, { every: 5, interval: 10, count: 360 }],
])('of %d frames of %d x %d', (frames, width, height, expected) => {
  expect(storyboardOf(video(25, width, height), frames)).toMatchObject(expected);
});

it('takes whole groups of pictures where two seconds are not exact', () => {
  const exact = { ...video(30, 640, 360), rate: { numerator: 30_000, denominator: 1001 } };
  const board = storyboardOf(exact, 180);
  expect([board.every, board.count]).toEqual([2, 2]);
  expect(board.interval).toBeCloseTo(4.004, 6);
});

it('tells the filter by key frames', () => {
  expect(storyboardFilters(storyboardOf(video(25, 640, 360), 75))).toBe(
    'select=not(mod(n\\,2)),scale=160:90,setsar=1,tile=5x5',
  );
});

it('names sprite and place of each picture, up to the end of the video', () => {
  const text = storyboardText(storyboardOf(video(25, 640, 360), 25 * 107));
  const cues = text.split('\n\n').slice(1);
  expect(text.startsWith('WEBVTT\n\n')).toBe(true);
  expect(cues).toHaveLength(27);
  expect(cues[0]).toBe('00:00:00.000 --> 00:00:04.000\nstoryboard/001.jpg#xywh=0,0,160,90');
  expect(cues[6]).toBe('00:00:24.000 --> 00:00:28.000\nstoryboard/001.jpg#xywh=160,90,160,90');
  expect(cues[24]).toContain('001.jpg#xywh=640,360,160,90');
  expect(cues[25]).toContain('002.jpg#xywh=0,0,160,90');
  expect(cues[26]!.trim()).toBe('00:01:44.000 --> 00:01:47.000\nstoryboard/002.jpg#xywh=160,0,160,90');
});

it('writes times that pass the hour', () => {
  expect([0, 59.9996, 3723.004].map(vttTime)).toEqual(['00:00:00.000', '00:01:00.000', '01:02:03.004']);
});
