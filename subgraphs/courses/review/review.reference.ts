import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Review } from './review.entity';
import { ReviewLoaders } from './review.loaders';

/** How references become reviews. */
export const resolveReview: ReferenceResolver<Review> = (scope, { id }) => scope.get(ReviewLoaders).visible.load(id);
