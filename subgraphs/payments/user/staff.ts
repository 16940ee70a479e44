import type { Viewer } from '../../../kit/identity/viewer';
import { isPaymentStaff } from '../order/order.policy';

/** Whoever reads the marketplace's payments: its book, its taxes, its payouts. */
export const mayAudit = (viewer: Viewer): boolean => isPaymentStaff(viewer, { organisationId: null });

/** Whoever moves the marketplace's money. */
export const mayManage = (viewer: Viewer): boolean => viewer.may('payments.manage', { organisationId: null });
