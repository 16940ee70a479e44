import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from './course.policy';
import { KnownCourse } from './known-course.entity';

/** Every read of courses by key. */
export class CourseLoaders {
  /** What the viewer may buy. */
  readonly visible: Loader<string, KnownCourse | null>;
  /** Without a policy: to decide about something else that lies in the course. */
  readonly facts: Loader<string, KnownCourse | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, KnownCourse, 'id', coursePolicy.see);
    this.facts = loadByKey(scope, KnownCourse, 'id');
  }
}
