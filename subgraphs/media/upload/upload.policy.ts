import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { signedIn } from '../../../kit/identity/signed-in';
import { isUuid } from '../../../kit/scope/ids';
import { manageAssets } from '../asset/asset.policy';
import { AssetKind } from '../asset/asset.kind';
import { courses } from '../course/course.document';
import { mediaErrors } from '../media.errors';

interface Place {
  readonly kind: AssetKind;
  readonly organisationId: string | null;
}

/**
 * Everyone has a picture; what people learn from comes from those who teach, or may. An organisation that does not exist
 * answers like one that is closed. @throws UNAUTHENTICATED, NOT_FOUND, UPLOAD_NOT_ALLOWED
 */
export async function requireMayUpload(scope: Scope, { kind, organisationId }: Place): Promise<string> {
  const { viewer } = scope;
  const userId = signedIn(viewer);
  const isAtHome = organisationId === null || (isUuid(organisationId) && viewer.belongsTo(organisationId));
  if (!isAtHome) throw kitErrors.NOT_FOUND({ thing: 'organisation' });
  if (kind === AssetKind.IMAGE) return userId;
  const isGranted = ['course.create', manageAssets].some((permission) => viewer.may(permission, { organisationId }));
  if (isGranted || (await teaches(scope, userId, organisationId))) return userId;
  throw organisationId === null ? mediaErrors.UPLOAD_NOT_ALLOWED() : kitErrors.NOT_FOUND({ thing: 'organisation' });
}

async function teaches(scope: Scope, instructorIds: string, organisationId: string | null): Promise<boolean> {
  return (await scope.documents.of(courses).findOne({ instructorIds, organisationId })) !== null;
}
