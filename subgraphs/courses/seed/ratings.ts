import {
  demoEnrollments,
  demoId,
  demoRandom,
  learnerName,
  type DemoEnrollment,
} from '../../../kit/demo/world';
import type { ReviewVote } from '../review/review-vote.entity';
import { Review } from '../review/review.entity';
import type { SeedCourse } from './read';

const day = 86_400_000;

interface DemoSize {
  /** How many learners there are. */
  readonly learners: number;
  readonly now: Date;
}

export interface DemoRatings {
  readonly reviews: Review[];
  readonly votes: Pick<ReviewVote, 'reviewId' | 'userId' | 'votedAt' | 'organisationId'>[];
}

/**
 * What the demo learners think of a course: its written comments come from those who got furthest, and every other one
 * of the rest gave stars alone. Learner 0 has not rated anything yet.
 */
export function demoRatings(course: SeedCourse, courseId: string, { learners: count, now }: DemoSize): DemoRatings {
  const random = demoRandom(`ratings of ${course.slug}`);
  const learners = demoEnrollments(count).filter(({ course: taken, learner }) => taken === course.slug && learner !== 0);
  const ranked = learners.toSorted((left, right) => right.progress - left.progress);
  const reviews = ranked.flatMap((enrollment, place) => {
    const written = course.reviews[place];
    const isSilent = !written && (enrollment.progress < 0.1 || random() < 0.5);
    return isSilent
      ? []
      : [reviewOf(course, courseId, enrollment, written ?? { stars: someStars(course, random()) }, now)];
  });
  const votes = reviews
    .filter(({ comment }) => comment !== null)
    .flatMap((review) => votesFor(review, { wanted: Math.floor(random() ** 2 * 14), learners: count, random }));
  for (const review of reviews) review.helpfulCount = votes.filter(({ reviewId }) => reviewId === review.id).length;
  return { reviews, votes };
}

/** Stars as the comments gave them, so that both tell the same story. */
function someStars(course: SeedCourse, at: number): number {
  return course.reviews[Math.floor(at * course.reviews.length)]?.stars ?? 5;
}

function reviewOf(
  course: SeedCourse,
  courseId: string,
  { learner, startedAt, progress }: DemoEnrollment,
  written: { stars: number; comment?: string; reply?: string },
  now: Date,
): Review {
  const createdAt = earlier(new Date(startedAt.getTime() + (2 + progress * 38) * day), now);
  const reply = written.reply ?? null;
  const answerer = course.instructors.find((username) => signedBy(reply, username)) ?? course.instructors[0] ?? '';
  return Object.assign(new Review(), {
    id: demoId('Review', `${learnerName(learner)}/${course.slug}`),
    courseId,
    authorId: demoId('User', learnerName(learner)),
    stars: written.stars,
    comment: written.comment ?? null,
    reply,
    replyAuthorId: reply === null ? null : demoId('User', answerer),
    repliedAt: reply === null ? null : earlier(new Date(createdAt.getTime() + day), now),
    helpfulCount: 0,
    organisationId: null,
    version: 1,
    createdAt,
    updatedAt: createdAt,
  });
}

interface Voting {
  readonly wanted: number;
  readonly learners: number;
  readonly random: () => number;
}

function votesFor(review: Review, { wanted, learners, random }: Voting): DemoRatings['votes'] {
  const voters = new Set(
    Array.from({ length: wanted }, () => demoId('User', learnerName(Math.floor(random() * learners)))),
  );
  voters.delete(review.authorId);
  return [...voters].map((userId) => ({
    reviewId: review.id,
    userId,
    votedAt: review.createdAt,
    organisationId: null,
  }));
}

/** Where two teach, a reply may end with the first name of the one who wrote it. */
function signedBy(reply: string | null, username: string): boolean {
  const [first = ''] = username.split('-');
  return reply?.toLowerCase().includes(`(${first})`) ?? false;
}

function earlier(left: Date, right: Date): Date {
  return left < right ? left : right;
}
