import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';

export enum SessionEnd {
  LOGGED_OUT = 'LOGGED_OUT',
  ENDED = 'ENDED',
  TOKEN_REUSED = 'TOKEN_REUSED',
  PASSWORD_CHANGED = 'PASSWORD_CHANGED',
  PASSWORD_RESET = 'PASSWORD_RESET',
  ACCOUNT_DELETED = 'ACCOUNT_DELETED',
}

registerEnumType(SessionEnd, {
  name: 'SessionEnd',
  description: 'Why a session ended.',
  valuesConfig: {
    LOGGED_OUT: { description: 'Its person logged out, here or everywhere.' },
    ENDED: { description: 'Its person, or an administrator, ended it from elsewhere.' },
    TOKEN_REUSED: { description: 'A refresh token was used twice: one of the two was stolen.' },
    PASSWORD_CHANGED: { description: 'The password was changed in another session.' },
    PASSWORD_RESET: { description: 'The password was set by a letter.' },
    ACCOUNT_DELETED: { description: 'The account was deleted.' },
  },
});

/** One log-in, and all the refresh tokens that followed from it. */
@Entity('session')
@ObjectType({ description: 'One log-in of a person, on one device.' })
@EntityKey()
export class Session {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Field(() => String, { description: 'Network address it was last used from.' })
  @Column('text')
  address!: string;

  @Field(() => String, { description: 'What the client called itself at log-in; may be empty.' })
  @Column('text')
  userAgent!: string;

  @Field(() => DateTime, { description: 'When the person logged in.' })
  @Column('timestamptz')
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When its tokens were last refreshed.' })
  @Column('timestamptz')
  lastUsedAt!: Date;

  @Field(() => DateTime, { description: 'When it ends unless it is refreshed.' })
  @Column('timestamptz')
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was ended; null while it lives.' })
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Field(() => SessionEnd, { nullable: true, description: 'Why it was ended; null while it lives.' })
  @Column('text', { nullable: true })
  endReason!: `${SessionEnd}` | null;

  isLive(now: Date): boolean {
    return this.endedAt === null && this.expiresAt > now;
  }
}
