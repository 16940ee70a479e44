import type { List } from '../../../kit/database/page';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { isUuid } from '../../../kit/scope/ids';
import { CourseLoaders } from '../course/course.loaders';
import { Learners } from '../learner/learners';
import { Announcement } from './announcement.entity';
import { announcementCoursePolicy } from './announcement.policy';

/** The announcements of a course that the viewer may see; of a course that is not theirs, none. */
export async function announcementList(scope: Scope, courseId: string): Promise<List<Announcement>> {
  const course = isUuid(courseId) ? await scope.get(CourseLoaders).facts.load(courseId) : null;
  const isStaff = course !== null && (await allows(scope, announcementCoursePolicy.announce, course));
  const { id } = scope.viewer;
  const isLearner = id !== null && course !== null && (await scope.get(Learners).coursesOf(id, [courseId])).size > 0;
  return {
    name: 'announcements',
    entity: Announcement,
    order: { by: 'scheduledAt', direction: 'DESC' },
    where: (query) => {
      query.andWhere('row.courseId = :courseId', { courseId: course?.id ?? null });
      if (!isStaff) query.andWhere(isLearner ? `row.state = 'SENT'` : 'FALSE');
    },
  };
}
