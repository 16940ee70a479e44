import { definePolicy } from '../../../kit/policy/policy';
import { CourseMembers } from './course.members';
import { isManager, isStaff, KnownCourse } from './known-course.entity';

/** Who may do what with the enrolment side of a course. */
export const coursePolicy = definePolicy(KnownCourse, {
  /** Published for everyone; an archived one for those who were in it; a draft for its staff. */
  see: async (viewer, courses, scope) => {
    const archived = courses.filter((course) => course.status === 'ARCHIVED').map((course) => course.id);
    const known = new Set(
      archived.length > 0 && viewer.id ? await scope.get(CourseMembers).everAmong(archived, viewer.id) : [],
    );
    return (course) => course.isPublished || known.has(course.id) || isStaff(viewer, course);
  },
  /** See who learns here. */
  teach: (viewer) => (course) => isStaff(viewer, course),
  /** Give and take access. */
  manage: (viewer) => (course) => isManager(viewer, course),
});
