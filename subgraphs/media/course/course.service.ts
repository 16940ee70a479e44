import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { signedIn } from '../../../kit/identity/signed-in';
import { PictureUse } from '../picture/picture.use';
import { courses } from './course.document';
import type { SetCourseThumbnailInput } from './course.input';
import { coursePolicy } from './course.policy';

/** What a course shows of itself. */
export class CourseService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, UNAUTHENTICATED, ASSET_NOT_READY, WRONG_KIND */
  async setThumbnail({ courseId, assetId }: SetCourseThumbnailInput): Promise<void> {
    signedIn(this.scope.viewer);
    await this.scope.transaction(async (tx) => {
      const found = await tx.documents.of(courses).findOne({ _id: courseId });
      const [course] = found ? await coursePolicy.edit(tx, [found]) : [];
      if (!course) throw kitErrors.NOT_FOUND({ thing: 'course' });
      await tx.get(PictureUse).set({ as: 'THUMBNAIL', id: courseId }, assetId ?? null, course.organisationId);
    });
  }
}
