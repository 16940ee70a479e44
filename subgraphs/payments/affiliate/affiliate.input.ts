import { IsInt, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { Refusal } from '../../../kit/graphql/refusal';
import { AffiliateLink } from './affiliate-link.entity';
import { AffiliateProgram } from './affiliate-program.entity';

export const AffiliateLinkConnection = connectionOf(AffiliateLink);

@InputType({ description: 'What a seller gives people who bring buyers. What is left out stays as it is.' })
export class SetAffiliateProgramInput {
  @Field(() => ID, { nullable: true, description: 'The seller; the marketplace without one.' })
  @IsUUID()
  organisationId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Share of the net price in hundredths of a percent, 1 to 5000; 1000 for a new programme.',
  })
  @IsInt()
  @Min(1)
  @Max(5_000)
  basisPoints?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days after the last click in which a purchase counts, 1 to 365; 30 for a new programme.',
  })
  @IsInt()
  @Min(1)
  @Max(365)
  windowDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether purchases count.' })
  isActive?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'What a new link is for: a course, or all of a seller.' })
export class CreateAffiliateLinkInput {
  @Field(() => ID, { nullable: true, description: "The course; all of the seller's without one." })
  @IsUUID()
  courseId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The seller, where no course is named; the marketplace without one.',
  })
  @IsUUID()
  organisationId?: string | null;
}

@InputType({ description: 'A link, and whether purchases count for it.' })
export class UpdateAffiliateLinkInput {
  @Field(() => ID, { description: 'The link.' })
  id!: string;

  @Field(() => Boolean, { description: 'Whether purchases count for it.' })
  isActive!: boolean;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'The link by which somebody came.' })
export class TrackAffiliateClickInput {
  @Field(() => String, { description: '`AffiliateLink.code`, as it was in the address.' })
  @Length(1, 60)
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of an earlier answer, for a guest who came before. Who is signed in needs none.',
  })
  @MaxLength(200)
  visitorToken?: string | null;
}

@InputType({ description: 'A guest who turns out to be you.' })
export class ClaimAffiliateClicksInput {
  @Field(() => String, { description: 'As `trackAffiliateClick` gave it.' })
  @Length(1, 200)
  visitorToken!: string;
}

@ObjectType({ description: 'The programme as it is from now on.' })
export class SetAffiliateProgramPayload {
  @Field(() => AffiliateProgram, { description: 'The programme.' })
  program!: AffiliateProgram;
}

@ObjectType({ description: 'The link that was made.' })
export class CreateAffiliateLinkPayload {
  @Field(() => AffiliateLink, { description: 'The new link.' })
  link!: AffiliateLink;
}

@ObjectType({ description: 'The link that was changed.' })
export class UpdateAffiliateLinkPayload {
  @Field(() => AffiliateLink, { description: 'The link as it is now.' })
  link!: AffiliateLink;
}

@ObjectType({
  description: 'The click counts: a purchase within the window is credited to the link that was clicked last.',
})
export class TrackAffiliateClickPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'Keep it for the next click, and for `claimAffiliateClicks` after logging in. Null for who is signed in.',
  })
  visitorToken!: string | null;
}

@ObjectType({ description: 'What you clicked before you logged in counts for you.' })
export class ClaimAffiliateClicksPayload {
  @Field(() => Int, { description: 'How many links you came by.' })
  claimed!: number;
}

@ObjectType({ implements: Refusal, description: 'Nobody brings themselves.' })
export class SelfReferral extends Refusal {}

export const TrackAffiliateClickResult = createUnionType({
  name: 'TrackAffiliateClickResult',
  description: 'What became of a click.',
  types: () => [TrackAffiliateClickPayload, SelfReferral] as const,
});
