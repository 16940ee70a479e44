import { loadDocuments } from '../../../kit/documents/loaders';
import type { Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { courses, type Course } from './course.document';

/** Courses as they are, for policies to decide on. */
export class CourseLoaders {
  readonly known: Loader<string, Course | null>;

  constructor(scope: Scope) {
    this.known = loadDocuments(scope, courses, { accepts: isUuid });
  }
}
