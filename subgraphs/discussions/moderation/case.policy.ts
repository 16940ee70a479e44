import { definePolicy } from '../../../kit/policy/policy';
import { courseSetsOf } from '../course/course.sets';
import { Case } from './case.document';

/** Who reads and decides cases: those who moderate the course, and nobody about what they wrote themselves. */
export const casePolicy = definePolicy(Case, {
  see: async (_viewer, rows, scope) => {
    const { moderated } = await courseSetsOf(scope, rows);
    return ({ courseId }) => moderated.has(courseId);
  },
  decide: async (viewer, rows, scope) => {
    const { moderated } = await courseSetsOf(scope, rows);
    return ({ courseId, authorId }) => moderated.has(courseId) && !viewer.is(authorId);
  },
});
