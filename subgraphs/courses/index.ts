import { defineSubgraph } from '../../kit/subgraph/define';
import { CatalogueResolver, CategoryCountResolver, TagCountResolver } from './catalogue/catalogue.resolver';
import { Category } from './category/category.entity';
import { resolveCategory } from './category/category.reference';
import { CategoryResolver } from './category/category.resolver';
import { CourseFieldsResolver, CourseInstructorResolver } from './course/course-fields.resolver';
import { CourseInstructor } from './course/course-instructor.entity';
import { CoursePrice } from './course/course-price.entity';
import { CourseSlug } from './course/course-slug.entity';
import { CourseTag } from './course/course-tag.entity';
import { Course } from './course/course.entity';
import { resolveCourse } from './course/course.reference';
import { CourseResolver } from './course/course.resolver';
import { courseErrors } from './courses.errors';
import { Curriculum } from './curriculum/curriculum.entity';
import { onCurriculumPublished } from './curriculum/curriculum.events';
import { Learner } from './learner/learner.entity';
import { onEnrollmentEnded, onEnrollmentStarted } from './learner/learner.events';
import { migrations } from './migrations';
import { ReviewVote } from './review/review-vote.entity';
import { Review } from './review/review.entity';
import { resolveReview } from './review/review.reference';
import { CourseReviewsResolver, ReviewResolver } from './review/review.resolver';
import { Run } from './run/run.entity';
import { resolveRun } from './run/run.reference';
import { CourseRunsResolver, RunResolver } from './run/run.resolver';
import { seed } from './seed';
import { Tag } from './tag/tag.entity';
import { resolveTag } from './tag/tag.reference';
import { TagResolver } from './tag/tag.resolver';
import { resolveUser } from './user/user.reference';
import { UserResolver } from './user/user.resolver';

export const courses = defineSubgraph({
  name: 'courses',
  resolvers: [
    CategoryResolver,
    CategoryCountResolver,
    TagResolver,
    TagCountResolver,
    CatalogueResolver,
    CourseResolver,
    CourseFieldsResolver,
    CourseInstructorResolver,
    CourseRunsResolver,
    RunResolver,
    CourseReviewsResolver,
    ReviewResolver,
    UserResolver,
  ],
  references: {
    Category: resolveCategory,
    Tag: resolveTag,
    Course: resolveCourse,
    Run: resolveRun,
    Review: resolveReview,
    User: resolveUser,
  },
  entities: [
    Category,
    Tag,
    Course,
    CourseInstructor,
    CoursePrice,
    CourseSlug,
    CourseTag,
    Run,
    Review,
    ReviewVote,
    Learner,
    Curriculum,
  ],
  migrations,
  unseenTables: ['learner', 'review_vote'],
  emits: [
    'category.changed',
    'course.changed',
    'course.published',
    'course.archived',
    'review.posted',
    'review.replied',
  ],
  handlers: [onCurriculumPublished, onEnrollmentStarted, onEnrollmentEnded],
  jobs: [],
  errors: courseErrors,
  sensitive: [],
  seed,
});
