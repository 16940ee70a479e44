import { definePolicy } from '../../../kit/policy/policy';
import { grantedCourses } from '../course/course.belongings';
import { coursePolicy } from '../course/course.policy';
import { within } from '../../../kit/policy/tenant';
import { Review } from './review.entity';

/** Who may do what with a review: reading and answering follow the course, writing is the author's. */
export const reviewPolicy = definePolicy(Review, {
  see: async (_viewer, reviews, scope) => {
    const seen = await grantedCourses(scope, reviews, coursePolicy.see);
    return (review) => seen.has(review.courseId);
  },
  edit: (viewer) => (review) => viewer.is(review.authorId),
  /** The author, or who moderates. */
  delete: (viewer) => (review) =>
    viewer.is(review.authorId) ||
    viewer.may('course.review', { ...within(review), resource: `Course:${review.courseId}` }),
  reply: async (_viewer, reviews, scope) => {
    const taught = await grantedCourses(scope, reviews, coursePolicy.edit);
    return (review) => taught.has(review.courseId);
  },
});
