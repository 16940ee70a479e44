import { ArrayMaxSize, IsTimeZone, IsUrl, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Locale } from '../../../kit/graphql/scalars';
import { User } from './user.entity';
import { shownText, usernameShape } from './username';

/** Intl knows offsets such as `+01:00` too; those have no daylight saving time, so they are not zones of a person. */
const zoneShape = /^[A-Za-z]/;

@InputType({ description: 'A page elsewhere.' })
export class ProfileLinkInput {
  @Field(() => String, { description: 'What to call it, 1 to 40 characters.' })
  @Length(1, 40)
  @Matches(shownText)
  label!: string;

  @Field(() => String, { description: 'Its address, `https` or `http`, at most 300 characters.' })
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true })
  @MaxLength(300)
  url!: string;
}

@InputType({ description: 'What to change in a profile; what is left out stays, what is null is cleared.' })
export class UpdateProfileInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Whose profile; your own without one. Others need the permission `user.manage`.',
  })
  userId?: string | null;

  @Field(() => String, { nullable: true, description: '3 to 30 letters, digits, hyphens and underscores.' })
  @Matches(usernameShape)
  username?: string | null;

  @Field(() => String, { nullable: true, description: 'Name as shown to people, 1 to 80 characters.' })
  @Length(1, 80)
  @Matches(shownText)
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'One line, at most 160 characters.' })
  @MaxLength(160)
  @Matches(shownText)
  headline?: string | null;

  @Field(() => String, { nullable: true, description: 'Markdown, at most 5,000 characters.' })
  @MaxLength(5_000)
  bio?: string | null;

  @Field(() => [ProfileLinkInput], {
    nullable: true,
    description: 'All links, at most 10: they replace the present ones.',
  })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  links?: ProfileLinkInput[] | null;

  @Field(() => Locale, { nullable: true, description: 'The language the person prefers.' })
  @MaxLength(35)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'IANA time zone, such as `Europe/Berlin`.' })
  @IsTimeZone()
  @Matches(zoneShape)
  @MaxLength(60)
  timeZone?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The profile that was changed.' })
export class UpdateProfilePayload {
  @Field(() => User, { description: 'The person, with the new profile.' })
  user!: User;
}

@ObjectType({ description: 'What the viewer may do with a person.' })
export class UserAbilities {
  @Field(() => Boolean, { description: 'Change the profile.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'See the account: address, sessions, API keys and roles.' })
  seeAccount!: boolean;

  @Field(() => Boolean, { description: 'Grant and revoke roles of the marketplace.' })
  manageRoles!: boolean;
}
