import { kitErrors } from '../../kit/errors/kit-errors';
import { signedIn } from '../../kit/identity/signed-in';
import type { Viewer } from '../../kit/identity/viewer';

/** What concerns everybody is the marketplace's own staff's. @throws NOT_FOUND, UNAUTHENTICATED */
export function demandManager(viewer: Viewer, thing: string): void {
  signedIn(viewer);
  if (!isManager(viewer)) throw kitErrors.NOT_FOUND({ thing });
}

export const isManager = (viewer: Viewer): boolean => viewer.may('notification.manage', { organisationId: null });
