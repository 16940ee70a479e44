import { definePolicy } from '../../../kit/policy/policy';
import { grantedCourses } from '../course/course.belongings';
import { coursePolicy } from '../course/course.policy';
import { Run } from './run.entity';

/** Whoever sees, or edits, a course sees, or edits, its runs. */
export const runPolicy = definePolicy(Run, {
  see: async (_viewer, runs, scope) => {
    const seen = await grantedCourses(scope, runs, coursePolicy.see);
    return (run) => seen.has(run.courseId);
  },
  edit: async (_viewer, runs, scope) => {
    const editable = await grantedCourses(scope, runs, coursePolicy.edit);
    return (run) => editable.has(run.courseId);
  },
});
