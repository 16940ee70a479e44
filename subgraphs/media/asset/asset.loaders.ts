import { loadDocuments } from '../../../kit/documents/loaders';
import type { Loader } from '../../../kit/database/loaders';
import { Viewer } from '../../../kit/identity/viewer';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import type { Course } from '../course/course.document';
import { CourseLoaders } from '../course/course.loaders';
import type { Lesson } from '../lesson/lesson.document';
import { assets, type Asset } from './asset.document';
import { assetPolicy } from './asset.policy';

/** Every read of assets by key. */
export class AssetLoaders {
  readonly visible: Loader<string, Asset | null>;
  private readonly known: Loader<string, Asset | null>;

  constructor(private readonly scope: Scope) {
    this.visible = loadDocuments(scope, assets, { accepts: isUuid, policy: assetPolicy.see });
    this.known = loadDocuments(scope.as(Viewer.system), assets, { accepts: isUuid });
  }

  /**
   * What a lesson shows, for whoever may play the lesson. A lesson names its content by id, and anyone may write any id into a
   * lesson of theirs: the file has to be there for that course.
   */
  async shownIn({ contentId, courseId }: Lesson): Promise<Asset | null> {
    const [asset, course] = await Promise.all([
      contentId === null ? null : this.known.load(contentId),
      this.scope.get(CourseLoaders).known.load(courseId),
    ]);
    return asset && course && isOfCourse(asset, course) ? asset : null;
  }
}

/** Whether a file is there for a course: of its organisation, or, on the marketplace, of one who teaches it. */
export function isOfCourse({ organisationId, ownerId }: Asset, course: Course): boolean {
  if (organisationId !== course.organisationId) return false;
  return organisationId !== null || course.instructorIds.includes(ownerId);
}
