import { transcoding } from './1763800000000-transcoding';
import { metrics } from './1764400000000-metrics';

/** In order of creation. */
export const migrations = [transcoding, metrics];
