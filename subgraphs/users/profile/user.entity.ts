import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';
import { Locale, Url } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';

@ObjectType({ description: 'A page elsewhere that a person wants to be found at.' })
@ViewerIndependent()
export class ProfileLink {
  @Field(() => String, { description: 'What to call it, such as `Website`.' })
  label!: string;

  @Field(() => Url, { description: 'Its address; `https` or `http`.' })
  url!: string;
}

/** A person: the public profile, and the private account in guarded fields. Exists once the address is verified. */
@Entity('account')
@ObjectType('User', {
  description: 'A person. The profile is public; account fields answer only the person and administrators.',
})
@EntityKey()
@CacheControl(60)
export class User extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @ViewerIndependent()
  @Field(() => String, { description: 'Unique name for addresses and mentions; case does not matter.' })
  @Column('citext')
  username!: string;

  @ViewerIndependent()
  @Field(() => String, { description: 'Name as shown to people.' })
  @Column('text')
  displayName!: string;

  @ViewerIndependent()
  @Field(() => String, { nullable: true, description: 'One line about the person.' })
  @Column('text', { nullable: true })
  headline!: string | null;

  @ViewerIndependent()
  @Field(() => String, { nullable: true, description: 'About the person, as Markdown. To show it, use `bioHtml`.' })
  @Column('text', { nullable: true })
  bio!: string | null;

  @ViewerIndependent()
  @Field(() => [ProfileLink], { description: 'Pages elsewhere, at most 10.' })
  @Column('jsonb')
  links!: ProfileLink[];

  @ViewerIndependent()
  @Field(() => Locale, { description: 'The language the person prefers.' })
  @Column('text')
  locale!: string;

  @ViewerIndependent()
  @Field(() => String, { description: 'IANA time zone, such as `Europe/Berlin`: the zone of deadlines and streaks.' })
  @Column('text')
  timeZone!: string;

  @Column('citext', { nullable: true })
  email!: string | null;

  @Column('timestamptz', { nullable: true })
  emailVerifiedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  erasedAt!: Date | null;

  /** Leaves a row that others' posts and ledgers can point to, and nothing about the person. */
  erase(now: Date): void {
    const pseudonym = this.id.replaceAll('-', '').slice(-12);
    Object.assign(this, {
      username: `deleted-${pseudonym}`,
      displayName: 'Deleted user',
      headline: null,
      bio: null,
      links: [],
    });
    Object.assign(this, { locale: 'en', timeZone: 'UTC', email: null, emailVerifiedAt: null, erasedAt: now });
  }
}
