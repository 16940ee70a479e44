import type { Scope } from '../../../kit/scope/scope';

/**
 * Counts a course's ratings anew, from the rows. The course must be locked before the rating is written: then the later of
 * two ratings at once counts both.
 */
export async function countRatings(tx: Scope, courseId: string): Promise<void> {
  await tx.db.query(COUNT_RATINGS, [courseId]);
}

/** Counts the votes for a review anew, from the rows; the review must be locked. */
export async function countVotes(tx: Scope, reviewId: string): Promise<number> {
  const [[row]] = await tx.db.query<[[{ helpful_count: number }], number]>(COUNT_VOTES, [reviewId]);
  return row.helpful_count;
}

const COUNT_RATINGS = `
  UPDATE course SET rating_count = rated.count, rating_average = rated.average, rating_histogram = rated.histogram
    FROM (SELECT count(*)::int AS count, coalesce(avg(stars), 0)::float8 AS average,
                 ARRAY[count(*) FILTER (WHERE stars = 1), count(*) FILTER (WHERE stars = 2), count(*) FILTER (WHERE stars = 3),
                       count(*) FILTER (WHERE stars = 4), count(*) FILTER (WHERE stars = 5)]::int[] AS histogram
            FROM review WHERE course_id = $1) rated
   WHERE course.id = $1`;

const COUNT_VOTES = `
  UPDATE review SET helpful_count = (SELECT count(*) FROM review_vote WHERE review_id = $1) WHERE id = $1 RETURNING helpful_count`;
