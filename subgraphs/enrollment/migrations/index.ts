import { enrollment } from './1760000300000-enrollment';

/** In order of creation. */
export const migrations = [enrollment];
