import { signedIn } from '../../../kit/identity/signed-in';
import { emit } from '../../../kit/events/emit';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from '../course/course.entity';
import { coursePolicy } from '../course/course.policy';
import { courseErrors } from '../courses.errors';
import { tidy } from '../tidy';
import { ReviewVote } from './review-vote.entity';
import { countRatings, countVotes } from './review.counts';
import { Review } from './review.entity';
import type { PostReviewInput, ReplyToReviewInput, UpdateReviewInput } from './review.input';
import { ReviewLoaders } from './review.loaders';
import { reviewPolicy } from './review.policy';

/** What people think of courses. The course's average is counted from the rows in the same transaction. */
export class ReviewService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, REVIEW_NOT_ALLOWED, ALREADY_REVIEWED */
  post({ courseId, stars, comment }: PostReviewInput): Promise<Review> {
    return this.scope.transaction(async (tx) => {
      const authorId = signedIn(tx.viewer);
      const course = await tx.require(Course, courseId, coursePolicy.see);
      if (!(await allows(tx, coursePolicy.review, course))) throw courseErrors.REVIEW_NOT_ALLOWED();
      const earlier = await tx.db.findOneBy(Review, { courseId, authorId });
      if (earlier) throw courseErrors.ALREADY_REVIEWED({ reviewId: earlier.id });
      const { organisationId } = course;
      const unanswered = { reply: null, replyAuthorId: null, repliedAt: null, helpfulCount: 0 };
      const review = Object.assign(new Review(), unanswered, {
        id: tx.ids.next(),
        courseId,
        authorId,
        stars,
        comment: said(comment),
        organisationId,
      });
      await tx.save(review);
      await countRatings(tx, courseId);
      await emit(tx, 'review.posted', { reviewId: review.id, courseId, authorId, stars });
      return review;
    });
  }

  /** @throws NOT_FOUND, CONFLICT */
  update({ id, stars, comment, expectedVersion }: UpdateReviewInput): Promise<Review> {
    return this.scope.transaction(async (tx) => {
      await lockCourseOf(tx, id);
      const review = await tx.require(Review, id, reviewPolicy.edit, expectedVersion);
      review.stars = stars ?? review.stars;
      review.comment = comment === undefined ? review.comment : said(comment);
      await tx.save(review);
      await countRatings(tx, review.courseId);
      return review;
    });
  }

  /** Its author may write another. Returns the course that it was about. @throws NOT_FOUND */
  delete(id: string): Promise<string> {
    return this.scope.transaction(async (tx) => {
      await lockCourseOf(tx, id);
      const review = await tx.require(Review, id, reviewPolicy.delete);
      await tx.db.delete(Review, { id: review.id });
      await countRatings(tx, review.courseId);
      return review.courseId;
    });
  }

  /** @throws NOT_FOUND, CONFLICT */
  reply({ reviewId, text, expectedVersion }: ReplyToReviewInput): Promise<Review> {
    return this.scope.transaction(async (tx) => {
      const review = await tx.require(Review, reviewId, reviewPolicy.reply, expectedVersion);
      review.answer(said(text), tx.viewer.id, tx.clock.now());
      await tx.save(review);
      const { courseId, authorId, replyAuthorId: replierId } = review;
      if (replierId) await emit(tx, 'review.replied', { reviewId, courseId, authorId, replierId });
      return review;
    });
  }

  /** One vote per person, however often it is given or taken back. @throws UNAUTHENTICATED, NOT_FOUND, OWN_REVIEW */
  vote(reviewId: string, isHelpful: boolean): Promise<Review> {
    return this.scope.transaction(async (tx) => {
      const userId = signedIn(tx.viewer);
      const review = await tx.require(Review, reviewId, reviewPolicy.see);
      if (review.authorId === userId) throw courseErrors.OWN_REVIEW();
      const vote = { reviewId: review.id, userId, votedAt: tx.clock.now(), organisationId: review.organisationId };
      if (isHelpful) await tx.db.createQueryBuilder().insert().into(ReviewVote).values(vote).orIgnore().execute();
      else await tx.db.delete(ReviewVote, { reviewId: review.id, userId });
      review.helpfulCount = await countVotes(tx, review.id);
      return review;
    });
  }
}

/** Before the review itself, as in posting: two people who write at once never wait for each other in a circle. */
async function lockCourseOf(tx: Scope, reviewId: string): Promise<void> {
  const review = await tx.get(ReviewLoaders).visible.load(reviewId);
  if (review) await tx.require(Course, review.courseId, coursePolicy.see);
}

function said(text: string | null | undefined): string | null {
  return text == null || tidy(text) === '' ? null : tidy(text);
}
