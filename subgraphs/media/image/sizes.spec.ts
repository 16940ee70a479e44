import { sizesOf } from './sizes';

it.each([
  [4_000, [160, 320, 640, 1280]],
  [1_280, [160, 320, 640, 1280]],
  [1_281, [160, 320, 640, 1280]],
  [500, [160, 320, 500]],
  [160, [160]],
  [1, [1]],
])('a picture of %d pixels across gets the sizes %j and is never enlarged', (width, sizes) => {
  expect(sizesOf(width)).toEqual(sizes);
});
