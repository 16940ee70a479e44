import { IsTimeZone, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EmailAddress, Locale } from '../../../kit/graphql/scalars';
import { User } from '../profile/user.entity';
import { shownText, usernameShape } from '../profile/username';

/** RFC 5321, 4.5.3.1.3. */
const longestAddress = 254;
const longestToken = 200;
export const shortestPassword = 8;
export const longestPassword = 128;

@InputType({ description: 'Who wants to join.' })
export class RegisterInput {
  @Field(() => EmailAddress, { description: 'Where to write to; also the name to log in with. Case does not matter.' })
  @MaxLength(longestAddress)
  email!: string;

  @Field(() => String, {
    description: `${shortestPassword} to ${longestPassword} characters that are hard to guess; any characters will do.`,
  })
  @Length(shortestPassword, longestPassword)
  password!: string;

  @Field(() => String, {
    description: 'Unique name for addresses and mentions: 3 to 30 letters, digits, hyphens and underscores.',
  })
  @Matches(usernameShape)
  username!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name as shown to people, at most 80 characters; the username without one.',
  })
  @Length(1, 80)
  @Matches(shownText)
  displayName?: string | null;

  @Field(() => Locale, { nullable: true, description: 'The language you prefer; `en` without one.' })
  @MaxLength(35)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'IANA time zone, such as `Europe/Berlin`; `UTC` without one.' })
  @IsTimeZone()
  @Matches(/^[A-Za-z]/)
  @MaxLength(60)
  timeZone?: string | null;
}

@InputType({ description: 'A token from a letter.' })
export class VerifyEmailInput {
  @Field(() => String, { description: 'The `token` of the link, or as printed below it.' })
  @Length(1, longestToken)
  token!: string;
}

@InputType({ description: 'Where to write to.' })
export class ResendVerificationInput {
  @Field(() => EmailAddress, { description: 'The address you registered with.' })
  @MaxLength(longestAddress)
  email!: string;
}

@InputType({ description: 'Where to write to.' })
export class RequestPasswordResetInput {
  @Field(() => EmailAddress, { description: 'The address you log in with.' })
  @MaxLength(longestAddress)
  email!: string;
}

@InputType({ description: 'A new password, by the token of a letter.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The `token` of the link, or as printed below it.' })
  @Length(1, longestToken)
  token!: string;

  @Field(() => String, { description: `${shortestPassword} to ${longestPassword} characters that are hard to guess.` })
  @Length(shortestPassword, longestPassword)
  newPassword!: string;
}

@InputType({ description: 'A new password, by the current one.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password you logged in with.' })
  @MaxLength(longestPassword)
  currentPassword!: string;

  @Field(() => String, { description: `${shortestPassword} to ${longestPassword} characters that are hard to guess.` })
  @Length(shortestPassword, longestPassword)
  newPassword!: string;
}

@InputType({ description: 'Confirms that it is you who leaves.' })
export class DeleteAccountInput {
  @Field(() => String, { description: 'Your password.' })
  @MaxLength(longestPassword)
  password!: string;
}

@ObjectType({
  description: 'A letter is on its way: with a link, or, where the address has an account already, with that news.',
})
export class RegisterPayload {
  @Field(() => EmailAddress, { description: 'Where we wrote to.' })
  email!: string;
}

@ObjectType({ description: 'The account exists from now on; log in next.' })
export class VerifyEmailPayload {
  @Field(() => User, { description: 'The new person.' })
  user!: User;
}

@ObjectType({ description: 'If the address waits for verification, a letter is on its way.' })
export class ResendVerificationPayload {
  @Field(() => EmailAddress, { description: 'The address that was given.' })
  email!: string;
}

@ObjectType({ description: 'If the address has an account, a letter is on its way.' })
export class RequestPasswordResetPayload {
  @Field(() => EmailAddress, { description: 'The address that was given.' })
  email!: string;
}

@ObjectType({ description: 'The password is new, and every session has ended; log in next.' })
export class ResetPasswordPayload {
  @Field(() => User, { description: 'Whose password it is.' })
  user!: User;
}

@ObjectType({ description: 'The password is new, and all other sessions have ended.' })
export class ChangePasswordPayload {
  @Field(() => User, { description: 'Whose password it is.' })
  user!: User;
}

@ObjectType({ description: 'The account is gone.' })
export class DeleteAccountPayload {
  @Field(() => ID, { description: 'Whose it was. What they wrote stays, under the name `Deleted user`.' })
  userId!: string;
}
