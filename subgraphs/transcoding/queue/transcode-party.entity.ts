import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An organisation, or a person without one, and how many turns it has had. See `Parties`. */
@Entity('transcode_party')
export class TranscodeParty {
  @PrimaryColumn('uuid')
  party!: string;

  @Column('bigint')
  served!: string;
}
