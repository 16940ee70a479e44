import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Entitlement } from './entitlement.entity';
import { EntitlementLoaders } from './entitlement.loaders';

/** How references become entitlements; the policy is in the loader. */
export const resolveEntitlement: ReferenceResolver<Entitlement> = (scope, { id }) =>
  scope.get(EntitlementLoaders).visible.load(id);
