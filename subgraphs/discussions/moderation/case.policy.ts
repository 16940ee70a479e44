import { definePolicy } from '../../../kit/policy/policy';
import { courseSetsOf } from '../course/course.sets';
import { Case } from './case.document';

/**
 * Who reads and decides cases: those who moderate the course, and nobody about what they wrote themselves. Of two people who talk
 * with each other, the one would know who reported the other: about a message its author reads no case either.
 */
export const casePolicy = definePolicy(Case, {
  see: async (viewer, rows, scope) => {
    const { moderated } = await courseSetsOf(scope, rows);
    return ({ courseId, about, authorId }) => moderated.has(courseId) && !(about === 'MESSAGE' && viewer.is(authorId));
  },
  decide: async (viewer, rows, scope) => {
    const { moderated } = await courseSetsOf(scope, rows);
    return ({ courseId, authorId }) => moderated.has(courseId) && !viewer.is(authorId);
  },
});
