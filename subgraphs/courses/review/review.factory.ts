import type { Factory } from '../../../kit/testing/subgraph-test';
import type { Course } from '../course/course.entity';
import { countRatings } from './review.counts';
import { Review } from './review.entity';

interface Given {
  readonly course: Course;
  readonly authorId?: string;
  readonly stars?: number;
  readonly comment?: string;
}

/** A rating by someone, counted. */
export const reviewFactory: Factory<Given, Review> = (scope, { course, authorId, stars, comment }) =>
  scope.transaction(async (tx) => {
    const { id: courseId, organisationId } = course;
    const given = {
      id: tx.ids.next(),
      courseId,
      organisationId,
      authorId: authorId ?? tx.ids.next(),
      stars: stars ?? 5,
      comment: comment ?? null,
    };
    const review = await tx.save(
      Object.assign(new Review(), given, { reply: null, replyAuthorId: null, repliedAt: null, helpfulCount: 0 }),
    );
    await countRatings(tx, courseId);
    return review;
  });
