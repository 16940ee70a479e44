import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { DateTime } from '../../../kit/graphql/scalars';
import { User } from '../profile/user.entity';
import { Session } from './session.entity';

/** What a client needs to act for a person. */
@ObjectType({ description: 'You are logged in. Keep the refresh token where only this client can read it.' })
export class LogInPayload {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer …`.' })
  accessToken!: string;

  @Field(() => DateTime, { description: 'When the access token stops working: 15 minutes from now.' })
  accessTokenExpiresAt!: Date;

  @Field(() => String, { description: 'Gets the next pair of tokens, once, by `refreshSession`.' })
  refreshToken!: string;

  @Field(() => User, { description: 'Who you are.' })
  user!: User;

  @Field(() => Session, { description: 'This log-in.' })
  session!: Session;
}

@ObjectType({ description: 'The next pair of tokens; the old refresh token works no more.' })
export class RefreshSessionPayload extends LogInPayload {}

@ObjectType({ implements: Refusal, description: 'Address and password do not belong together.' })
export class InvalidCredentials extends Refusal {
  override code = 'INVALID_CREDENTIALS';
  override message = 'Address or password is not right.';
}

@ObjectType({
  implements: Refusal,
  description:
    'The password is right, but the address is not proven yet: open the link in the letter, or ask for another by `resendVerification`.',
})
export class EmailNotVerified extends Refusal {
  override code = 'EMAIL_NOT_VERIFIED';
  override message = 'Open the link in the letter that we sent you, then log in.';
}

@ObjectType({
  implements: Refusal,
  description:
    'Too many wrong passwords for this account or from this network. Choosing a new password by letter works at once.',
})
export class TooManyAttempts extends Refusal {
  override code = 'TOO_MANY_ATTEMPTS';
  override message = 'Too many attempts.';

  @Field(() => Int, { description: 'Seconds until the next attempt counts.' })
  retryAfter: number;

  constructor(retryAfter: number) {
    super();
    this.retryAfter = retryAfter;
  }
}

@ObjectType({
  implements: Refusal,
  description: 'The refresh token is unknown, used, expired, or its session has ended: log in again.',
})
export class InvalidRefreshToken extends Refusal {
  override code = 'INVALID_REFRESH_TOKEN';
  override message = 'Log in again.';
}

@ObjectType({
  implements: Refusal,
  description: 'Another call with this refresh token has just succeeded: use its answer. The session lives on.',
})
export class AlreadyRefreshed extends Refusal {
  override code = 'ALREADY_REFRESHED';
  override message = 'Another call has just refreshed this session.';
}

export const LogInResult = createUnionType({
  name: 'LogInResult',
  description: 'What became of a log-in.',
  types: () => [LogInPayload, InvalidCredentials, EmailNotVerified, TooManyAttempts] as const,
});

export const RefreshSessionResult = createUnionType({
  name: 'RefreshSessionResult',
  description: 'What became of a refresh.',
  types: () => [RefreshSessionPayload, InvalidRefreshToken, AlreadyRefreshed] as const,
});
