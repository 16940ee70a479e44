/**
 * All that programs see of our environment: a hostile file that takes over a decoder finds no secrets there.
 * Statically linked builds load the system's character converters, which are of another C library, and crash on the
 * names of MPEG-TS services: they find none.
 */
export const ENVIRONMENT: NodeJS.ProcessEnv = { GCONV_PATH: '/nonexistent' };
