import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How somebody is reached, from `user.changed`; of whoever was erased only that they were. */
@Entity('contact')
export class KnownContact {
  @PrimaryColumn('uuid')
  userId!: string;

  /** The account's own version: an older event changes nothing. */
  @Column('int')
  version!: number;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text')
  displayName!: string;

  @Column('text')
  locale!: string;

  @Column('text')
  timeZone!: string;

  @Column('boolean')
  isErased!: boolean;
}
