import { page } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { listOfSeller } from '../promotion/promotion.list';
import { requireManager } from '../promotion/promotion.require';
import { describePromotion, undescribed } from '../promotion/promotion.rules';
import { Campaign } from './campaign.entity';
import type { CampaignsArgs, CreateCampaignInput, DeleteCampaignInput, UpdateCampaignInput } from './campaign.input';
import { campaignPolicy } from './campaign.policy';

/** What staff do with campaigns. */
export class CampaignService {
  constructor(private readonly scope: Scope) {}

  list({ organisationId = null, ...args }: CampaignsArgs): Promise<Page<Campaign>> {
    const list = listOfSeller(this.scope.viewer, { name: 'campaigns', entity: Campaign, organisationId });
    return page(this.scope, list, args);
  }

  /** @throws NOT_FOUND without the permission, BAD_INPUT, UNAUTHENTICATED */
  create({ organisationId = null, name, ...given }: CreateCampaignInput): Promise<Campaign> {
    return this.scope.transaction(async (tx) => {
      const campaign = Object.assign(new Campaign(), { ...undescribed(tx, organisationId), name: name.trim() });
      await requireManager(tx, campaignPolicy.manage, campaign);
      return tx.save(describePromotion(campaign, given));
    });
  }

  /** @throws NOT_FOUND, CONFLICT, BAD_INPUT */
  update({ id, expectedVersion, name, ...given }: UpdateCampaignInput): Promise<Campaign> {
    return this.scope.transaction(async (tx) => {
      const campaign = await tx.require(Campaign, id, campaignPolicy.manage, expectedVersion);
      campaign.name = name?.trim() ?? campaign.name;
      return tx.save(describePromotion(campaign, given));
    });
  }

  /** @throws NOT_FOUND, CONFLICT */
  delete({ id, expectedVersion }: DeleteCampaignInput): Promise<string> {
    return this.scope.transaction(async (tx) => {
      const campaign = await tx.require(Campaign, id, campaignPolicy.manage, expectedVersion);
      await tx.db.delete(Campaign, { id: campaign.id });
      return campaign.id;
    });
  }
}
