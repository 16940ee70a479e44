import { definePolicy } from '../../../kit/policy/policy';
import { changesAccount, readsAccount } from '../profile/account-access';
import { Session } from './session.entity';

/** Who may do what with a session. */
export const sessionPolicy = definePolicy(Session, {
  see: (viewer) => (session) => readsAccount(viewer, session.userId),
  end: (viewer) => (session) => changesAccount(viewer, session.userId),
});
