import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Asset } from './asset.document';
import { AssetLoaders } from './asset.loaders';

/** How references become assets; the policy is in the loader, so there is no way around it. */
export const resolveAsset: ReferenceResolver<Asset> = (scope, { id }) => scope.get(AssetLoaders).visible.load(id);
