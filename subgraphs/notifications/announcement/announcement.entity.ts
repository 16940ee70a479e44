import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { notificationsErrors } from '../notifications.errors';
import { AnnouncementState, transitions } from './announcement.states';

registerEnumType(AnnouncementState, {
  name: 'AnnouncementState',
  description: 'Where an announcement stands.',
  valuesConfig: {
    SCHEDULED: { description: 'It is said at its time.' },
    SENT: { description: 'It was said.' },
    CANCELLED: { description: 'It is not said.' },
  },
});

/** What an instructor says to everyone in a course. */
@Entity('announcement')
@ObjectType({ description: 'What somebody who teaches a course says to everyone in it.' })
@EntityKey()
export class Announcement extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid', { nullable: true })
  authorId!: string | null;

  @Field(() => String, { description: 'In one line.' })
  @Column('text')
  title!: string;

  @Field(() => String, { description: 'What there is to say; empty lines part paragraphs.' })
  @Column('text')
  body!: string;

  @Field(() => AnnouncementState, { description: 'Where it stands.' })
  @Column('text')
  state!: AnnouncementState;

  @Field(() => DateTime, { description: 'When it is to be said.' })
  @Column('timestamptz')
  scheduledAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was said.' })
  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  /** @throws ANNOUNCEMENT_OVER when it was said, or cancelled */
  demandWaiting(): void {
    if (this.state !== AnnouncementState.SCHEDULED) throw notificationsErrors.ANNOUNCEMENT_OVER({ state: this.state });
  }

  /** @throws ANNOUNCEMENT_OVER when it was said, or cancelled */
  become(state: AnnouncementState): this {
    if (!transitions[this.state].includes(state)) throw notificationsErrors.ANNOUNCEMENT_OVER({ state: this.state });
    return Object.assign(this, { state });
  }
}
