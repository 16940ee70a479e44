import { requestKeyMigration } from '../../../kit/requests/request-key.migration';
import { course } from './1764000001000-course';
import { order } from './1764000002000-order';
import { tax } from './1764200000000-tax';
import { ledger } from './1764200001000-ledger';

/** In order of creation. */
export const migrations = [requestKeyMigration, course, order, tax, ledger];
