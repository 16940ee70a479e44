import type { Viewer } from '../../../kit/identity/viewer';

/** Whoever reads the marketplace's payments: its book, its taxes, its payouts. */
export const mayAudit = (viewer: Viewer): boolean =>
  viewer.may('payments.read', { organisationId: null }) || mayManage(viewer);

/** Whoever moves the marketplace's money. */
export const mayManage = (viewer: Viewer): boolean => viewer.may('payments.manage', { organisationId: null });
