import { account } from './1760100000000-account';
import { session } from './1760100000001-session';
import { role } from './1760100000002-role';
import { keys } from './1760100000003-keys';
import { keyTerms } from './1763750000000-key-terms';
import { contacts } from './1764700000000-contacts';

/** In order of creation. */
export const migrations = [account, session, role, keys, keyTerms, contacts];
