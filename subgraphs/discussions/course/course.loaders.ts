import type { Loader } from '../../../kit/database/loaders';
import { loadDocuments } from '../../../kit/documents/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { courses, type Course } from './course.document';
import { coursePolicy } from './course.policy';

/** Every read of courses by key. */
export class CourseLoaders {
  /** Those in which the viewer takes part. */
  readonly joined: Loader<string, Course | null>;
  /** Those that the viewer moderates. */
  readonly moderated: Loader<string, Course | null>;

  constructor(scope: Scope) {
    this.joined = loadDocuments(scope, courses, { accepts: isUuid, policy: coursePolicy.join });
    this.moderated = loadDocuments(scope, courses, { accepts: isUuid, policy: coursePolicy.moderate });
  }
}
