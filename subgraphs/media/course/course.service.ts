import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { isOfCourse } from '../asset/asset.loaders';
import { AssetPlaces } from '../asset/asset.places';
import { assetPolicy } from '../asset/asset.policy';
import { AssetStore } from '../asset/asset.store';
import { mediaErrors } from '../media.errors';
import { PictureUse } from '../picture/picture.use';
import { Video } from '../video/video.type';
import { courses, type Course } from './course.document';
import type { SetCourseThumbnailInput, SetCourseTrailerInput } from './course.input';
import { coursePolicy } from './course.policy';

/** What a course shows of itself. */
export class CourseService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, UNAUTHENTICATED, ASSET_NOT_READY, WRONG_KIND */
  async setThumbnail({ courseId, assetId }: SetCourseThumbnailInput): Promise<void> {
    signedIn(this.scope.viewer);
    await this.scope.transaction(async (tx) => {
      const course = await edited(tx, courseId);
      await tx.get(PictureUse).set({ as: 'THUMBNAIL', id: courseId }, assetId ?? null, course.organisationId);
    });
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED, CONFLICT, ASSET_NOT_READY, ASSET_ELSEWHERE, WRONG_KIND */
  async setTrailer({ courseId, assetId, expectedVersion }: SetCourseTrailerInput): Promise<void> {
    signedIn(this.scope.viewer);
    await this.scope.transaction(async (tx) => {
      const course = await edited(tx, courseId);
      const [places, use] = [tx.get(AssetPlaces), { as: 'TRAILER', id: courseId } as const];
      if (assetId == null) {
        const [shown] = await places.in(use);
        if (shown && (expectedVersion ?? shown.version) !== shown.version)
          throw kitErrors.CONFLICT({ currentVersion: shown.version });
        return places.show(use, null);
      }
      const asset = await tx.get(AssetStore).require(assetId, assetPolicy.edit, expectedVersion);
      demandTrailer(asset, course);
      return places.show(use, asset);
    });
  }
}

/** @throws NOT_FOUND also for who may not edit it */
async function edited(tx: Scope, courseId: string): Promise<Course> {
  const found = await tx.documents.of(courses).findOne({ _id: courseId });
  const [course] = found ? await coursePolicy.edit(tx, [found]) : [];
  if (!course) throw kitErrors.NOT_FOUND({ thing: 'course' });
  return course;
}

function demandTrailer(asset: Asset, course: Course): void {
  if (asset.kind !== AssetKind.VIDEO) throw mediaErrors.WRONG_KIND({ kind: AssetKind.VIDEO });
  if (!isOfCourse(asset, course)) throw mediaErrors.ASSET_ELSEWHERE();
  if (!Video.of(asset)) throw mediaErrors.ASSET_NOT_READY();
}
