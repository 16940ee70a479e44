import { loadByKey, type Loader } from '../../../kit/database/loaders';
import { NotYet } from '../../../kit/jobs/not-yet';
import type { Scope } from '../../../kit/scope/scope';
import { KnownCourse } from './known-course.entity';

/** Every read of courses by key. */
export class CourseLoaders {
  /** Without a policy: to write about it to somebody whom it concerns. */
  readonly facts: Loader<string, KnownCourse | null>;

  constructor(scope: Scope) {
    this.facts = loadByKey(scope, KnownCourse, 'id');
  }

  /** @throws NotYet where no event has told of the course yet: whatever needs it is tried again. */
  async known(id: string): Promise<KnownCourse> {
    const course = await this.facts.load(id);
    if (!course) throw new NotYet(`Nothing is known of the course ${id} yet.`);
    return course;
  }
}
