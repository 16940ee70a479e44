import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DigestRhythm } from './digest-time';
import type { QuietHours } from './quiet-hours';

/** When somebody wants to hear. */
@Entity('notification_settings')
export class NotificationSettings {
  @PrimaryColumn('uuid')
  userId!: string;

  @Column('int', { nullable: true })
  quietFrom!: number | null;

  @Column('int', { nullable: true })
  quietUntil!: number | null;

  @Column('text')
  digest!: DigestRhythm;

  @Column('int')
  digestAt!: number;

  @Column('int')
  digestWeekday!: number;

  @Column('timestamptz')
  changedAt!: Date;

  get quiet(): QuietHours | null {
    const { quietFrom: from, quietUntil: until } = this;
    return from === null || until === null ? null : { from, until };
  }

  /** Of somebody who chose nothing. */
  static usual(userId: string): NotificationSettings {
    const usual = { userId, quietFrom: null, quietUntil: null };
    const digest = { digest: DigestRhythm.NONE, digestAt: 480, digestWeekday: 1 };
    return Object.assign(new NotificationSettings(), usual, digest);
  }
}
