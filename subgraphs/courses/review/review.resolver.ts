import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from '../course/course.entity';
import { CourseLoaders } from '../course/course.loaders';
import { User } from '../user/user.stub';
import { Review } from './review.entity';
import * as inputs from './review.input';
import { ReviewLoaders } from './review.loaders';
import { DeleteReviewPayload } from './review.payload';
import { ReviewService } from './review.service';

@Resolver(() => Review)
export class ReviewResolver {
  @Query(() => Review, { nullable: true, description: 'One review; null where there is none for this viewer.' })
  review(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Review | null> {
    return scope.get(ReviewLoaders).visible.load(id);
  }

  @Mutation(() => inputs.PostReviewPayload, { description: 'Rates a course, with a comment or without.' })
  async postReview(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.PostReviewInput) input: inputs.PostReviewInput,
  ): Promise<inputs.PostReviewPayload> {
    return { review: await scope.get(ReviewService).post(input) };
  }

  @Mutation(() => inputs.UpdateReviewPayload, { description: 'Changes your review.' })
  async updateReview(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.UpdateReviewInput) input: inputs.UpdateReviewInput,
  ): Promise<inputs.UpdateReviewPayload> {
    return { review: await scope.get(ReviewService).update(input) };
  }

  @Mutation(() => DeleteReviewPayload, { description: 'Deletes a review, with its answer and its votes.' })
  async deleteReview(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.DeleteReviewInput) { reviewId }: inputs.DeleteReviewInput,
  ): Promise<DeleteReviewPayload> {
    const courseId = await scope.get(ReviewService).delete(reviewId);
    return { deletedReviewId: reviewId, course: await scope.get(CourseLoaders).visible.load(courseId) };
  }

  @Mutation(() => inputs.ReplyToReviewPayload, {
    description: 'Answers a review of a course that you teach, or changes the answer.',
  })
  async replyToReview(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.ReplyToReviewInput) input: inputs.ReplyToReviewInput,
  ): Promise<inputs.ReplyToReviewPayload> {
    return { review: await scope.get(ReviewService).reply(input) };
  }

  @Mutation(() => inputs.VoteReviewHelpfulPayload, {
    description: 'Says that a review helped you. Once per person; again does nothing.',
  })
  async voteReviewHelpful(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.VoteReviewHelpfulInput) { reviewId }: inputs.VoteReviewHelpfulInput,
  ): Promise<inputs.VoteReviewHelpfulPayload> {
    return { review: await scope.get(ReviewService).vote(reviewId, true) };
  }

  @Mutation(() => inputs.UnvoteReviewHelpfulPayload, { description: 'Takes your vote for a review back.' })
  async unvoteReviewHelpful(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.UnvoteReviewHelpfulInput) { reviewId }: inputs.UnvoteReviewHelpfulInput,
  ): Promise<inputs.UnvoteReviewHelpfulPayload> {
    return { review: await scope.get(ReviewService).vote(reviewId, false) };
  }

  @FieldResolver(() => Course, { nullable: true, description: 'The course it is about.' })
  course(@Ctx() scope: Scope, @Root() review: Review): Promise<Course | null> {
    return scope.get(CourseLoaders).visible.load(review.courseId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who wrote it; null where the account is gone or not reachable.',
  })
  author(@Root() review: Review): User {
    return User.of(review.authorId);
  }

  @FieldResolver(() => inputs.ReviewReply, { nullable: true, description: 'An instructor’s answer.' })
  reply(@Root() { reply, replyAuthorId, repliedAt }: Review): inputs.ReviewReply | null {
    return reply !== null && replyAuthorId !== null && repliedAt !== null
      ? { text: reply, author: User.of(replyAuthorId), repliedAt }
      : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer found it helpful.' })
  viewerFoundHelpful(@Ctx() scope: Scope, @Root() review: Review): Promise<boolean> {
    return scope.get(ReviewLoaders).viewerVoted.load(review.id);
  }
}

@Resolver(() => Course)
export class CourseReviewsResolver {
  @FieldResolver(() => inputs.ReviewConnection, { description: 'What people think of it.' })
  @ListSize()
  reviews(
    @Ctx() scope: Scope,
    @Root() course: Course,
    @Args(() => inputs.ReviewPageArgs) args: inputs.ReviewPageArgs,
  ): Promise<Page<Review>> {
    return scope.get(ReviewLoaders).pageOf(course.id, args);
  }

  @FieldResolver(() => Review, { nullable: true, description: 'The viewer’s own review; null where there is none.' })
  viewerReview(@Ctx() scope: Scope, @Root() course: Course): Promise<Review | null> {
    return scope.get(ReviewLoaders).viewerReview.load(course.id);
  }
}
