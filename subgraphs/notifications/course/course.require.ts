import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Policy } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from './course.loaders';
import type { KnownCourse } from './known-course.entity';

/** The course, if the policy grants it. @throws NOT_FOUND */
export async function requireCourse(scope: Scope, id: string, policy: Policy<KnownCourse>): Promise<KnownCourse> {
  const course = isUuid(id) ? await scope.get(CourseLoaders).facts.load(id) : null;
  const [granted] = course ? await policy(scope, [course]) : [];
  if (!granted) throw kitErrors.NOT_FOUND({ thing: 'course' });
  return granted;
}
