import { Arg, Args, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { Campaign } from './campaign.entity';
import {
  CampaignConnection,
  CampaignsArgs,
  CreateCampaignInput,
  CreateCampaignPayload,
  DeleteCampaignInput,
  DeleteCampaignPayload,
  UpdateCampaignInput,
  UpdateCampaignPayload,
} from './campaign.input';
import { CampaignLoaders } from './campaign.loaders';
import { CampaignService } from './campaign.service';

@Resolver(() => Campaign)
export class CampaignResolver {
  @Query(() => Campaign, {
    nullable: true,
    description: 'One campaign; null for who does not read payments of its seller.',
  })
  @Directive('@authenticated')
  campaign(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Campaign | null> {
    return scope.get(CampaignLoaders).visible.load(id);
  }

  @Query(() => CampaignConnection, {
    description: "A seller's campaigns, the newest first; an empty list for who does not read its payments.",
  })
  @ListSize()
  @Directive('@authenticated')
  campaigns(@Ctx() scope: Scope, @Args(() => CampaignsArgs) args: CampaignsArgs): Promise<Page<Campaign>> {
    return scope.get(CampaignService).list(args);
  }

  @Mutation(() => CreateCampaignPayload, { description: 'Makes a campaign. Needs `payments.manage` at its seller.' })
  @Directive('@authenticated')
  async createCampaign(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateCampaignInput) input: CreateCampaignInput,
  ): Promise<CreateCampaignPayload> {
    return { campaign: await scope.get(CampaignService).create(input) };
  }

  @Mutation(() => UpdateCampaignPayload, {
    description: 'Changes a campaign, or switches it off; carts and offers show it at once. Needs `payments.manage`.',
  })
  @Directive('@authenticated')
  async updateCampaign(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateCampaignInput) input: UpdateCampaignInput,
  ): Promise<UpdateCampaignPayload> {
    return { campaign: await scope.get(CampaignService).update(input) };
  }

  @Mutation(() => DeleteCampaignPayload, { description: 'Deletes a campaign. Needs `payments.manage`.' })
  @Directive('@authenticated')
  async deleteCampaign(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteCampaignInput) input: DeleteCampaignInput,
  ): Promise<DeleteCampaignPayload> {
    return { deletedCampaignId: await scope.get(CampaignService).delete(input) };
  }
}
