import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Gift } from './gift.entity';
import { GiftLoaders } from './gift.loaders';

/** How references become gifts; the policy is in the loader, so there is no way around it. */
export const resolveGift: ReferenceResolver<Gift> = (scope, { id }) => scope.get(GiftLoaders).visible.load(id);
