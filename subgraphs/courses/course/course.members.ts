import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { CourseInstructor, type InstructorRole } from './course-instructor.entity';

/** What the viewer is in each course that is asked about, by course id: the policy's own reads. */
export class CourseMembers {
  readonly viewerRole: Loader<string, InstructorRole | null>;

  constructor(scope: Scope) {
    this.viewerRole = loadWith(async (courseIds) => {
      if (scope.viewer.id === null) return new Map<string, InstructorRole | null>();
      const rows = await scope.db
        .createQueryBuilder(CourseInstructor, 'row')
        .where('row.userId = :viewer AND row.courseId = ANY(:courseIds)', { viewer: scope.viewer.id, courseIds })
        .getMany();
      return new Map(rows.map(({ courseId, role }) => [courseId, role]));
    }, null);
  }

  /** The viewer's roles in a set of courses; courses without one are absent. */
  async rolesIn(courses: readonly { id: string }[]): Promise<Map<string, InstructorRole>> {
    const roles = await Promise.all(courses.map(async ({ id }) => [id, await this.viewerRole.load(id)] as const));
    return new Map(roles.filter((entry): entry is [string, InstructorRole] => entry[1] !== null));
  }
}
