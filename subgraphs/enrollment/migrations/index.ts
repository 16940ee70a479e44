import { enrollment } from './1760000300000-enrollment';
import { subscription } from './1764300102000-subscription';

/** In order of creation. */
export const migrations = [enrollment, subscription];
