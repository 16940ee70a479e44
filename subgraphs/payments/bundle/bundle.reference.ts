import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Bundle } from './bundle.entity';
import { BundleLoaders } from './bundle.loaders';

/** How references become bundles; the policy is in the loader, so there is no way around it. */
export const resolveBundle: ReferenceResolver<Bundle> = (scope, { id }) => scope.get(BundleLoaders).visible.load(id);
