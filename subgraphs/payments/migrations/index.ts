import { requestKeyMigration } from '../../../kit/requests/request-key.migration';
import { course } from './1764000001000-course';
import { order } from './1764000002000-order';

/** In order of creation. */
export const migrations = [requestKeyMigration, course, order];
