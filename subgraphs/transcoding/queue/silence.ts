/** Milliseconds without a word after which a worker does not count. */
export const silence = 60_000;
