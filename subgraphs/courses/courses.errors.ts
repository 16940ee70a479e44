import { defineErrors } from '../../kit/errors/errors';

export const courseErrors = defineErrors({
  CATEGORY_CYCLE: {
    message: 'A category cannot be moved under itself or under its own child.',
    remedy: 'Choose a parent outside the category that moves.',
  },
  CATEGORY_NOT_EMPTY: {
    message: 'This category still holds courses or other categories.',
    remedy: 'Move what is in it first.',
  },
  SLUG_TAKEN: {
    message: 'This address is taken.',
    remedy: 'Choose another slug. A slug that a course once had stays its own.',
  },
  COURSE_STATUS: {
    message: 'A course that is {status} cannot do this: {action}.',
    remedy: 'Read `status` again; a draft is published, a published course archived, an archived one unarchived.',
  },
  PRICE_REQUIRED: {
    message: 'A course in the catalogue keeps a price.',
    remedy: 'Send at least the price in the base currency; an amount of 0 is free.',
  },
  ALREADY_INSTRUCTOR: { message: 'This person teaches the course already.', remedy: 'Read `instructors` again.' },
  NOT_INSTRUCTOR: {
    message: 'This person does not teach the course.',
    remedy: 'Read `instructors` again; add the person first.',
  },
  OWNER_STAYS: {
    message: 'The owner of a course cannot be removed.',
    remedy: 'Transfer the course to a co-instructor first.',
  },
  SELF_PACED_RUN_EXISTS: {
    message: 'This course has a self-paced run already.',
    remedy: 'Change that run, or cancel it first.',
  },
  RUN_CANCELLED: { message: 'This run is cancelled.', remedy: 'Schedule another one.' },
  TOO_MANY: {
    message: 'A course has at most {limit} {things}.',
    remedy: 'Remove one first; `extensions.limit` is how many there can be.',
  },
  REVIEW_NOT_ALLOWED: {
    message: 'Only people who are or were enrolled, and do not teach the course, review it.',
    remedy: 'Ask `viewerCan { review }` before offering it.',
  },
  ALREADY_REVIEWED: {
    message: 'You have reviewed this course already.',
    remedy: 'Change the review in `extensions.reviewId` with `updateReview`.',
  },
  OWN_REVIEW: { message: 'Nobody votes for their own review.', remedy: 'Do not offer the vote to the author.' },
});
