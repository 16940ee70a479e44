/** Pixels across of the sizes that are made. */
const ladder = [160, 320, 640, 1280];

/** The sizes of a picture: those of the ladder that are smaller, and the picture's own where it fits under the largest. */
export function sizesOf(width: number): number[] {
  const smaller = ladder.filter((size) => size < width);
  return width <= ladder.at(-1)! ? [...smaller, width] : smaller;
}
