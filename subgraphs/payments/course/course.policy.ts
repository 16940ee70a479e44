import { definePolicy } from '../../../kit/policy/policy';
import { KnownCourse } from './known-course.entity';

/** Who may do what with a course's price. The marketplace's courses are for everyone, an organisation's for its members. */
export const coursePolicy = definePolicy(KnownCourse, {
  see: () => (course) => course.isPublished,
});
