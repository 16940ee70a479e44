import { loadByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey, type List } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { ReviewVote } from './review-vote.entity';
import { Review } from './review.entity';
import type { ReviewFilter, ReviewOrder, ReviewPageArgs } from './review.input';
import { reviewPolicy } from './review.policy';

const orders: Readonly<Record<ReviewOrder, List<Review>['order']>> = {
  NEWEST: { by: 'createdAt', direction: 'DESC' },
  HELPFUL: { by: 'helpfulCount', direction: 'DESC' },
  HIGHEST: { by: 'stars', direction: 'DESC' },
  LOWEST: { by: 'stars', direction: 'ASC' },
};

/** Every read of reviews by key. */
export class ReviewLoaders {
  readonly visible: Loader<string, Review | null>;
  /** The viewer's own, by course. */
  readonly viewerReview: Loader<string, Review | null>;
  /** Whether the viewer voted, by review. */
  readonly viewerVoted: Loader<string, boolean>;
  private readonly pages = new Map<string, Loader<string, Page<Review>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, Review, 'id', reviewPolicy.see);
    this.viewerReview = loadWith<Review | null>(async (courseIds) => {
      if (scope.viewer.id === null) return new Map();
      const rows = await scope.db
        .createQueryBuilder(Review, 'row')
        .where('row.authorId = :viewer AND row.courseId = ANY(:courseIds)', { viewer: scope.viewer.id, courseIds })
        .getMany();
      return new Map(rows.map((row) => [row.courseId, row]));
    }, null);
    this.viewerVoted = loadWith(async (reviewIds) => {
      if (scope.viewer.id === null) return new Map();
      const rows = await scope.db
        .createQueryBuilder(ReviewVote, 'row')
        .where('row.userId = :viewer AND row.reviewId = ANY(:reviewIds)', { viewer: scope.viewer.id, reviewIds })
        .getMany();
      return new Map(rows.map(({ reviewId }) => [reviewId, true]));
    }, false);
  }

  /** A page of the reviews of each course; one statement for all courses that are asked for the same page. */
  pageOf(courseId: string, { filter, orderBy, ...args }: ReviewPageArgs): Promise<Page<Review>> {
    const key = JSON.stringify([filter, orderBy, args]);
    const known = this.pages.get(key);
    if (known) return known.load(courseId);
    const list: List<Review> = {
      name: 'course.reviews',
      entity: Review,
      order: orders[orderBy],
      where: (query) => narrow(query, filter ?? {}),
    };
    const loader = loadPagesByKey(this.scope, 'courseId', list, args);
    this.pages.set(key, loader);
    return loader.load(courseId);
  }
}

function narrow(query: Parameters<NonNullable<List<Review>['where']>>[0], { stars, hasComment }: ReviewFilter): void {
  if (stars) query.andWhere('row.stars = ANY(:stars)', { stars });
  if (hasComment != null) query.andWhere(`(row.comment IS NOT NULL) = :hasComment`, { hasComment });
}
