import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel } from '../channel/channel';
import type { NotificationKind } from '../kind/kind';

/** What somebody chose for one kind and channel; where they chose nothing, the kind's own default counts. */
@Entity('preference')
export class Preference {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('text')
  kind!: NotificationKind;

  @PrimaryColumn('text')
  channel!: Channel;

  @Column('boolean')
  isOn!: boolean;

  @Column('timestamptz')
  changedAt!: Date;
}
