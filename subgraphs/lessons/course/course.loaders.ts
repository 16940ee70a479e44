import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from './course.entity';

/** Courses as they are, for policies to decide on; what a viewer gets of them goes through `coursePolicy`. */
export class CourseLoaders {
  readonly known: Loader<string, Course | null>;

  constructor(scope: Scope) {
    this.known = loadByKey(scope, Course, 'id');
  }
}
