import type { Factory } from '../../../kit/testing/subgraph-test';
import type { Campaign } from './campaign.entity';
import type { CreateCampaignInput } from './campaign.input';
import { CampaignService } from './campaign.service';

/** A campaign of the marketplace, 20 % off what it names. */
export const campaignFactory: Factory<Partial<CreateCampaignInput>, Campaign> = (scope, given) =>
  scope.get(CampaignService).create({ name: 'Spring', discount: { basisPoints: 2_000 }, ...given });
