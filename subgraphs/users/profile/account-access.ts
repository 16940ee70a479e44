import type { Viewer } from '../../../kit/identity/viewer';

/** What a permission over people is weighed against: accounts are the marketplace's, not an organisation's. */
const everyone = { organisationId: null };

/** The scope that lets an API key read its owner's account. */
export const accountScope = 'account.read';

/** Whether the viewer may read the private part of this person's account. */
export function readsAccount(viewer: Viewer, userId: string): boolean {
  if (viewer.isSystem || viewer.may('user.manage', everyone)) return true;
  return viewer.is(userId) || (viewer.keyOwnerId === userId && viewer.claims.scopes.includes(accountScope));
}

/** Whether the viewer may change this person's account. An API key never changes its owner's. */
export function changesAccount(viewer: Viewer, userId: string): boolean {
  if (viewer.isSystem || viewer.may('user.manage', everyone)) return true;
  return viewer.is(userId);
}
