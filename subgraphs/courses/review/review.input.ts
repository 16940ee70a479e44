import { ArrayMaxSize, IsInt, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime } from '../../../kit/graphql/scalars';
import { User } from '../user/user.stub';
import { Review } from './review.entity';

export const ReviewConnection = connectionOf(Review);

export const ReviewOrder = { NEWEST: 'NEWEST', HELPFUL: 'HELPFUL', HIGHEST: 'HIGHEST', LOWEST: 'LOWEST' } as const;
export type ReviewOrder = keyof typeof ReviewOrder;

registerEnumType(ReviewOrder, {
  name: 'ReviewOrder',
  description: 'How reviews are sorted.',
  valuesConfig: {
    NEWEST: { description: 'The latest first.' },
    HELPFUL: { description: 'Those that most people found helpful first.' },
    HIGHEST: { description: 'Most stars first.' },
    LOWEST: { description: 'Fewest stars first.' },
  },
});

@InputType({ description: 'Which reviews to list.' })
export class ReviewFilter {
  @Field(() => [Int], { nullable: true, description: 'Only with one of these numbers of stars.' })
  @ArrayMaxSize(5)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(5, { each: true })
  stars?: number[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only with a comment. False: only without.' })
  hasComment?: boolean | null;
}

@ArgsType()
export class ReviewPageArgs extends PageArgs {
  @Field(() => ReviewFilter, { nullable: true, description: 'Which reviews; all without one.' })
  @ValidateNested()
  filter?: ReviewFilter | null;

  @Field(() => ReviewOrder, { defaultValue: 'NEWEST', description: 'How to sort them.' })
  orderBy!: ReviewOrder;
}

@ObjectType({ description: 'An instructor’s answer to a review.' })
export class ReviewReply {
  @Field(() => String, { description: 'Plain text.' })
  text!: string;

  @Field(() => User, { nullable: true, description: 'Who answered; null where the account is gone or not reachable.' })
  author!: User;

  @Field(() => DateTime, { description: 'When.' })
  repliedAt!: Date;
}

@InputType({ description: 'What you think of a course.' })
export class PostReviewInput {
  @Field(() => ID, { description: 'The course; you are or were enrolled in it and do not teach it.' })
  courseId!: string;

  @Field(() => Int, { description: 'Stars, 1 to 5.' })
  @IsInt()
  @Min(1)
  @Max(5)
  stars!: number;

  @Field(() => String, { nullable: true, description: 'Plain text, at most 5 000 characters.' })
  @MaxLength(5_000)
  comment?: string | null;
}

@InputType({ description: 'What you think of a course by now. What is left out stays as it is.' })
export class UpdateReviewInput {
  @Field(() => ID, { description: 'Your review.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'Stars, 1 to 5.' })
  @IsInt()
  @Min(1)
  @Max(5)
  stars?: number | null;

  @Field(() => String, { nullable: true, description: 'Plain text, at most 5 000 characters; null takes it away.' })
  @MaxLength(5_000)
  comment?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'An answer to a review of a course that you teach.' })
export class ReplyToReviewInput {
  @Field(() => ID, { description: 'The review.' })
  reviewId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Plain text, at most 5 000 characters; null takes the answer back.',
  })
  @Matches(/\S/, { message: 'text must say something' })
  @MaxLength(5_000)
  text?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the review you read; a stale one is refused with CONFLICT.',
  })
  @IsInt()
  expectedVersion?: number | null;
}

/** A review, for a step that needs nothing else. */
@InputType()
abstract class ReviewStepInput {
  @Field(() => ID, { description: 'The review.' })
  reviewId!: string;
}

@InputType({ description: 'A review that shall go: your own, or one that you moderate.' })
export class DeleteReviewInput extends ReviewStepInput {}

@InputType({ description: 'A review that you find helpful.' })
export class VoteReviewHelpfulInput extends ReviewStepInput {}

@InputType({ description: 'A review that you do not find helpful after all.' })
export class UnvoteReviewHelpfulInput extends ReviewStepInput {}

/** What every change of a review answers. */
@ObjectType()
abstract class ReviewPayload {
  @Field(() => Review, { description: 'The review as it is now; its `course` has the new average.' })
  review!: Review;
}

@ObjectType({ description: 'The review that was posted.' })
export class PostReviewPayload extends ReviewPayload {}

@ObjectType({ description: 'The review that was changed.' })
export class UpdateReviewPayload extends ReviewPayload {}

@ObjectType({ description: 'The review with its answer.' })
export class ReplyToReviewPayload extends ReviewPayload {}

@ObjectType({ description: 'The review with your vote.' })
export class VoteReviewHelpfulPayload extends ReviewPayload {}

@ObjectType({ description: 'The review without your vote.' })
export class UnvoteReviewHelpfulPayload extends ReviewPayload {}
