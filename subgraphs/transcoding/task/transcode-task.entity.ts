import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Part } from '../ffmpeg';

export enum TranscodeTaskKind {
  PROBE = 'PROBE',
  ENCODE = 'ENCODE',
  PACKAGE = 'PACKAGE',
}

registerEnumType(TranscodeTaskKind, {
  name: 'TranscodeTaskKind',
  description: 'What a worker does for a job.',
  valuesConfig: {
    PROBE: { description: 'Look at the file, and plan.' },
    ENCODE: { description: 'Encode it, or a part of it.' },
    PACKAGE: { description: 'Join the parts and write the manifests.' },
  },
});

export type TaskKind = `${TranscodeTaskKind}`;
export type TaskStatus = 'WAITING' | 'LEASED' | 'DONE';

/** A piece of a job that one worker does in one go. There are some while the job is under way, none before and after. */
@Entity('transcode_task')
@ObjectType({ description: 'A piece of a job that one worker does in one go.' })
export class TranscodeTask {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  jobId!: string;

  @Field(() => TranscodeTaskKind, { description: 'What it is.' })
  @Column('text')
  kind!: TaskKind;

  @Field(() => Int, { description: 'Which part, from 0.' })
  @Column('int')
  part!: number;

  @Field(() => Int, { description: 'Of how many.' })
  @Column('int')
  parts!: number;

  /** What to encode; null of other kinds. */
  @Column('jsonb', { nullable: true })
  spec!: Part | null;

  @Column('text')
  status!: TaskStatus;

  @Column('int')
  failures!: number;

  @Column('timestamptz')
  runAt!: Date;

  @Column('uuid', { nullable: true })
  workerId!: string | null;

  /** The number of the lease: whoever has an older one has lost it. */
  @Column('int', { nullable: true })
  lease!: number | null;

  /** By the database's clock, the one that all workers share. */
  @Column('timestamptz', { nullable: true })
  leaseExpiresAt!: Date | null;

  /** Frames; of audio alone, seconds. */
  @Column('double precision')
  done!: number;

  @Column('double precision')
  total!: number;

  /** The prefix in the object store under which a finished task has left its files. */
  @Column('text', { nullable: true })
  output!: string | null;
}
