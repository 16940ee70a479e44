import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Policy } from '../../../kit/policy/policy';
import { signedIn } from '../../../kit/identity/signed-in';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { courses, type Course } from './course.document';

/** Reads of courses for those who write in them. */
export class CourseStore {
  constructor(private readonly scope: Scope) {}

  /** A course for which the policy lets the viewer do what they want to. @throws UNAUTHENTICATED, NOT_FOUND */
  async require(courseId: string, policy: Policy<Course>): Promise<Course> {
    signedIn(this.scope.viewer);
    const found = isUuid(courseId) ? await this.scope.documents.of(courses).findOne({ _id: courseId }) : null;
    const [course] = found ? await policy(this.scope, [found]) : [];
    if (!course) throw kitErrors.NOT_FOUND({ thing: 'course' });
    return course;
  }
}
