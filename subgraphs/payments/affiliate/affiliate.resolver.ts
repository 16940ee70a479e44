import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { UserRef } from '../user/user.stub';
import { AffiliateLink } from './affiliate-link.entity';
import { AffiliateProgram } from './affiliate-program.entity';
import {
  AffiliateLinkConnection,
  ClaimAffiliateClicksInput,
  ClaimAffiliateClicksPayload,
  CreateAffiliateLinkInput,
  CreateAffiliateLinkPayload,
  SetAffiliateProgramInput,
  SetAffiliateProgramPayload,
  TrackAffiliateClickInput,
  TrackAffiliateClickResult,
  UpdateAffiliateLinkInput,
  UpdateAffiliateLinkPayload,
  type SelfReferral,
  type TrackAffiliateClickPayload,
} from './affiliate.input';
import { AffiliateLoaders } from './affiliate.loaders';
import { AffiliateService } from './affiliate.service';
import { AffiliateTracking } from './affiliate.tracking';

@Resolver(() => AffiliateProgram)
export class AffiliateProgramResolver {
  @Query(() => AffiliateProgram, {
    nullable: true,
    description: 'One programme; null where there is none for this viewer.',
  })
  affiliateProgram(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<AffiliateProgram | null> {
    return scope.get(AffiliateLoaders).program.load(id);
  }

  @Query(() => AffiliateProgram, {
    nullable: true,
    description: 'What a seller gives people who bring buyers; null where it gives nothing.',
  })
  affiliateProgramOf(
    @Ctx() scope: Scope,
    @Arg('organisationId', () => ID, { nullable: true, description: 'The seller; the marketplace without one.' })
    organisationId?: string | null,
  ): Promise<AffiliateProgram | null> {
    return scope.get(AffiliateService).programOf(organisationId ?? null);
  }

  @Mutation(() => SetAffiliateProgramPayload, {
    description: 'Says what a seller gives from now on. Needs `payments.manage` there.',
  })
  @Directive('@authenticated')
  async setAffiliateProgram(
    @Ctx() scope: Scope,
    @Arg('input', () => SetAffiliateProgramInput) input: SetAffiliateProgramInput,
  ): Promise<SetAffiliateProgramPayload> {
    return { program: await scope.get(AffiliateService).setProgram(input) };
  }
}

@Resolver(() => AffiliateLink)
export class AffiliateLinkResolver {
  @Query(() => AffiliateLink, {
    nullable: true,
    description: 'One link: your own, or one of a seller whose payments you read.',
  })
  @Directive('@authenticated')
  affiliateLink(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<AffiliateLink | null> {
    return scope.get(AffiliateLoaders).link.load(id);
  }

  @Mutation(() => CreateAffiliateLinkPayload, {
    description: 'Makes a link of your own, where the seller has a programme.',
  })
  @Directive('@authenticated')
  async createAffiliateLink(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateAffiliateLinkInput) input: CreateAffiliateLinkInput,
  ): Promise<CreateAffiliateLinkPayload> {
    return { link: await scope.get(AffiliateService).createLink(input) };
  }

  @Mutation(() => UpdateAffiliateLinkPayload, {
    description: 'Switches a link off or on: your own, or with `payments.manage` at its seller.',
  })
  @Directive('@authenticated')
  async updateAffiliateLink(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateAffiliateLinkInput) input: UpdateAffiliateLinkInput,
  ): Promise<UpdateAffiliateLinkPayload> {
    return { link: await scope.get(AffiliateService).updateLink(input) };
  }

  @Mutation(() => TrackAffiliateClickResult, {
    description: 'Says that somebody came by a link. Also for guests: they get a token to come back with.',
  })
  trackAffiliateClick(
    @Ctx() scope: Scope,
    @Arg('input', () => TrackAffiliateClickInput) input: TrackAffiliateClickInput,
  ): Promise<TrackAffiliateClickPayload | SelfReferral> {
    return scope.get(AffiliateTracking).track(input);
  }

  @Mutation(() => ClaimAffiliateClicksPayload, {
    description: 'After logging in: what you clicked as a guest counts for you. Doing it again changes nothing.',
  })
  @Directive('@authenticated')
  async claimAffiliateClicks(
    @Ctx() scope: Scope,
    @Arg('input', () => ClaimAffiliateClicksInput) { visitorToken }: ClaimAffiliateClicksInput,
  ): Promise<ClaimAffiliateClicksPayload> {
    return { claimed: await scope.get(AffiliateTracking).claim(visitorToken) };
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Whose it is.' })
  affiliate(@Root() { userId }: AffiliateLink): UserRef {
    return UserRef.of(userId);
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: "The course; null for all of the seller's." })
  course(@Root() { courseId }: AffiliateLink): CourseRef | null {
    return courseId === null ? null : CourseRef.of(courseId);
  }

  @FieldResolver(() => Int, { description: 'How often it was clicked.' })
  async clicks(@Ctx() scope: Scope, @Root() { id }: AffiliateLink): Promise<number> {
    return (await scope.get(AffiliateLoaders).performance.load(id)).clicks;
  }

  @FieldResolver(() => Int, {
    description: 'How many courses were paid by people who came by it, less what was refunded.',
  })
  async sales(@Ctx() scope: Scope, @Root() { id }: AffiliateLink): Promise<number> {
    return (await scope.get(AffiliateLoaders).performance.load(id)).sales;
  }
}

@Resolver(() => UserRef)
export class UserAffiliateResolver {
  @FieldResolver(() => AffiliateLinkConnection, {
    nullable: true,
    description: 'Their links, the newest first; null for anyone but them.',
  })
  @ListSize()
  @Directive('@authenticated')
  async affiliateLinks(
    @Ctx() scope: Scope,
    @Root() { id }: UserRef,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<AffiliateLink> | null> {
    return scope.viewer.is(id) ? scope.get(AffiliateLoaders).pagesOf(args).load(id) : null;
  }
}
