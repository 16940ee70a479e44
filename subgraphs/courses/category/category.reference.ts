import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Category } from './category.entity';
import { CategoryLoaders } from './category.loaders';

/** How references become categories; the policy is in the loader, so there is no way around it. */
export const resolveCategory: ReferenceResolver<Category> = (scope, { id }) =>
  scope.get(CategoryLoaders).visible.load(id);
