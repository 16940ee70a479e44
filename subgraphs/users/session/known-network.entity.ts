import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A network from which a person has proven to be themselves. */
@Entity('known_network')
export class KnownNetwork {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('text')
  network!: string;

  @Column('timestamptz')
  seenAt!: Date;
}
