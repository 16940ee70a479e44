import { account } from './1760100000000-account';
import { session } from './1760100000001-session';
import { role } from './1760100000002-role';
import { keys } from './1760100000003-keys';

/** In order of creation. */
export const migrations = [account, session, role, keys];
