import { access } from './1760000003000-access';
import { outline } from './1760000001000-outline';
import { publication } from './1760000002000-publication';

/** In order of creation. */
export const migrations = [outline, publication, access];
