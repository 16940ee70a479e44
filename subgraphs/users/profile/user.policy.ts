import { definePolicy } from '../../../kit/policy/policy';
import { changesAccount, readsAccount } from './account-access';
import { User } from './user.entity';

/** Who may do what with a person's row. Everyone sees the profile. */
export const userPolicy = definePolicy(User, {
  see: () => () => true,
  readAccount: (viewer) => (user) => readsAccount(viewer, user.id),
  edit: (viewer) => (user) => user.erasedAt === null && changesAccount(viewer, user.id),
});
