import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that the provider told: its id makes a second telling recognisable. */
@Entity('provider_event')
export class StoredProviderEvent {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  type!: string;

  @Column('text')
  object!: string;

  @Column('text')
  objectId!: string;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('timestamptz', { nullable: true })
  handledAt!: Date | null;
}
