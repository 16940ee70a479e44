import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Tag } from './tag.entity';
import { TagLoaders } from './tag.loaders';

/** How references become tags. */
export const resolveTag: ReferenceResolver<Tag> = (scope, { id }) => scope.get(TagLoaders).visible.load(id);
