import { transcoding } from './1763800000000-transcoding';

/** In order of creation. */
export const migrations = [transcoding];
