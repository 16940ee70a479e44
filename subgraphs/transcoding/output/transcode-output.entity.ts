import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A prefix of the object store that a lease was allowed to write under. It is known before anything is written there. */
@Entity('transcode_output')
export class TranscodeOutput {
  @PrimaryColumn('text')
  prefix!: string;

  @Column('uuid')
  jobId!: string;

  /** KEPT: players read it. ORPHANED: to be deleted. SWEPT: deleted once; what a lost worker still wrote goes later. */
  @Column('text')
  state!: 'WRITING' | 'KEPT' | 'ORPHANED' | 'SWEPT';

  @Column('timestamptz', { nullable: true })
  orphanedAt!: Date | null;
}
