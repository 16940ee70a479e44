import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { AffiliateLink } from './affiliate-link.entity';
import type { AffiliateProgram } from './affiliate-program.entity';
import { AffiliateLoaders } from './affiliate.loaders';

/** How references become programmes and links; the policies are in the loaders, so there is no way around them. */
export const resolveAffiliateProgram: ReferenceResolver<AffiliateProgram> = (scope, { id }) =>
  scope.get(AffiliateLoaders).program.load(id);

export const resolveAffiliateLink: ReferenceResolver<AffiliateLink> = (scope, { id }) =>
  scope.get(AffiliateLoaders).link.load(id);
