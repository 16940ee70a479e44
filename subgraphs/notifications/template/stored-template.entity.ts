import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel } from '../channel/channel';
import type { NotificationKind } from '../kind/kind';
import type { TemplateLocale } from './built-in';
import type { Content } from './content';

/** One revision of what is said. */
@Entity('notification_template')
export class StoredTemplate {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: NotificationKind;

  @Column('text')
  channel!: Channel;

  @Column('text')
  locale!: TemplateLocale;

  @Column('int')
  revision!: number;

  /** Null: what ships is said again. */
  @Column('jsonb', { nullable: true })
  content!: Content | null;

  @Column('uuid', { nullable: true })
  authorId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
