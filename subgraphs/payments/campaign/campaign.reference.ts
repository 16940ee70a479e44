import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Campaign } from './campaign.entity';
import { CampaignLoaders } from './campaign.loaders';

/** How references become campaigns; the policy is in the loader, so there is no way around it. */
export const resolveCampaign: ReferenceResolver<Campaign> = (scope, { id }) =>
  scope.get(CampaignLoaders).visible.load(id);
