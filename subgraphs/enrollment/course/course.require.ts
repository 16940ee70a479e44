import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Policy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from './course.loaders';
import type { KnownCourse } from './known-course.entity';

/**
 * `scope.require` for a course, without its lock: a course is only looked at here, and all its learners would wait.
 * @throws NOT_FOUND, UNAUTHENTICATED
 */
export async function requireCourse(scope: Scope, courseId: string, policy: Policy<KnownCourse>): Promise<KnownCourse> {
  if (scope.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
  const found = await scope.get(CourseLoaders).facts.load(courseId);
  const [course] = found ? await policy(scope, [found]) : [];
  if (!course) throw kitErrors.NOT_FOUND({ thing: 'course' });
  return course;
}
