import { rungsOf } from './ladder';

const at = (fps: number) => ({ numerator: fps, denominator: 1 });
const sizes = (width: number, height: number): string =>
  rungsOf(width, height, at(30))
    .map((rung) => `${rung.name} ${rung.width}x${rung.height}`)
    .join(', ');

it.each<[number, number, string]>([
  [1920, 1080, '360p 640x360, 480p 854x480, 720p 1280x720, 1080p 1920x1080'],
  [3840, 2160, '360p 640x360, 480p 854x480, 720p 1280x720, 1080p 1920x1080'],
  [1280, 720, '360p 640x360, 480p 854x480, 720p 1280x720'],
  [1279, 719, '360p 640x360, 480p 854x480'],
  [1080, 1920, '360p 360x640, 480p 480x854, 720p 720x1280, 1080p 1080x1920'],
  [640, 640, '360p 360x360, 480p 480x480'],
  [1920, 800, '360p 864x360, 480p 1152x480, 720p 1728x720'],
  [320, 180, '180p 320x180'],
  [321, 181, '180p 320x180'],
  [1279, 720, '360p 640x360, 480p 852x480, 720p 1278x720'],
  [180, 320, '180p 180x320'],
  [200, 20, '20p 200x20'],
])('%d x %d is encoded as %s', (width, height, expected) => {
  expect(sizes(width, height)).toBe(expected);
});

it('has even sizes only, in the shape of the source', () => {
  for (const [width, height] of [
    [853, 481],
    [1001, 733],
    [1919, 1079],
    [607, 1081],
  ] as const) {
    for (const rung of rungsOf(width, height, at(25))) {
      expect(rung.width <= width && rung.height <= height).toBe(true);
      expect([rung.width % 2, rung.height % 2]).toEqual([0, 0]);
      expect(Math.abs(rung.width / rung.height / (width / height) - 1)).toBeLessThan(0.01);
    }
  }
});

it('gives bits by size, and more where there are more frames', () => {
  expect(rungsOf(1920, 1080, at(25)).map(({ maxRate }) => maxRate)).toEqual([800_000, 1_400_000, 3_000_000, 5_500_000]);
  expect(rungsOf(1280, 720, at(60)).map(({ maxRate }) => maxRate)).toEqual([1_200_000, 2_100_000, 4_500_000]);
  expect(rungsOf(320, 180, at(25))[0]!.maxRate).toBe(200_000);
  expect(rungsOf(64, 36, at(25))[0]!.maxRate).toBe(150_000);
});
