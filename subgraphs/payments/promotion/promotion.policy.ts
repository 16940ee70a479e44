import type { ObjectLiteral } from 'typeorm';
import type { Viewer } from '../../../kit/identity/viewer';
import { within } from '../../../kit/policy/tenant';

/** Who manages the payments of a row's seller. */
export const managesPayments =
  (viewer: Viewer) =>
  (row: ObjectLiteral & { id: string }): boolean =>
    viewer.may('payments.manage', within(row));
