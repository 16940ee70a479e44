import { MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { EmailAddress } from '../../../kit/graphql/scalars';
import { longestPassword } from '../account/account.input';
import { Session } from './session.entity';

@InputType({ description: 'Who you are, and the proof.' })
export class LogInInput {
  @Field(() => EmailAddress, { description: 'The address you registered with, in whatever case.' })
  @MaxLength(254)
  email!: string;

  @Field(() => String, { description: 'Your password.' })
  @MaxLength(longestPassword)
  password!: string;
}

@InputType({ description: 'A refresh token.' })
export class RefreshSessionInput {
  @Field(() => String, { description: 'The one that came last.' })
  @MaxLength(200)
  refreshToken!: string;
}

@InputType({ description: 'What to log out of.' })
export class LogOutInput {
  @Field(() => String, {
    nullable: true,
    description: 'The session of this refresh token; of the access token without one.',
  })
  @MaxLength(200)
  refreshToken?: string | null;
}

@InputType({ description: 'How far to go.' })
export class LogOutEverywhereInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Whether this session stays.' })
  keepThis!: boolean;
}

@InputType({ description: 'A session.' })
export class EndSessionInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'You are logged out. The access token is good for what is left of its 15 minutes at most.' })
export class LogOutPayload {
  @Field(() => Session, { description: 'The session that ended.' })
  session!: Session;
}

@ObjectType({ description: 'You are logged out of everything else, and perhaps of this.' })
export class LogOutEverywherePayload {
  @Field(() => Int, { description: 'How many sessions ended.' })
  endedSessions!: number;
}

@ObjectType({ description: 'The session that was ended.' })
export class EndSessionPayload {
  @Field(() => Session, { description: 'The session, ended.' })
  session!: Session;
}

export const SessionConnection = connectionOf(Session);
