import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Policy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from './course.entity';

/** Courses as they are, whoever asks: only for the policies of what belongs to a course. */
class CourseRows {
  readonly byId: Loader<string, Course | null>;

  constructor(scope: Scope) {
    this.byId = loadByKey(scope, Course, 'id');
  }
}

/** The ids of the courses, among those that some rows belong to, for which a policy of courses answers yes. */
export async function grantedCourses(
  scope: Scope,
  rows: readonly { courseId: string }[],
  policy: Policy<Course>,
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.map((row) => row.courseId))];
  const courses = await Promise.all(ids.map((id) => scope.get(CourseRows).byId.load(id)));
  const granted = await policy(
    scope,
    courses.filter((course) => course !== null),
  );
  return new Set(granted.map(({ id }) => id));
}
