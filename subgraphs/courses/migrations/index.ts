import { category } from './1760000000000-category';

/** In order of creation. */
export const migrations = [category];
