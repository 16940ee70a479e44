import { definePolicy } from '../../../kit/policy/policy';
import { changesAccount, readsAccount } from '../profile/account-access';
import { ApiKey } from './api-key.entity';

/** Who may do what with an API key. */
export const apiKeyPolicy = definePolicy(ApiKey, {
  see: (viewer) => (key) => readsAccount(viewer, key.ownerId),
  revoke: (viewer) => (key) => changesAccount(viewer, key.ownerId),
});
