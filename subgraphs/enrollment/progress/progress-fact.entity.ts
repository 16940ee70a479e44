import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fact } from './computation';
import type { Range } from '../../../kit/learning/ranges';

/** Something that a learner did. Written once, never changed: all progress is computed from these rows. */
@Entity('progress_fact')
export class ProgressFact implements Fact {
  @PrimaryColumn('uuid')
  enrollmentId!: string;

  /** Made by the client: what makes a repeated report recognisable. */
  @PrimaryColumn('text')
  clientId!: string;

  @Column('uuid')
  lessonId!: string;

  @Column('text')
  kind!: Fact['kind'];

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz')
  claimedAt!: Date;

  @Column('text')
  viewing!: string;

  /** As claimed; what they are worth is computed. */
  @Column('jsonb')
  ranges!: Range[];

  @Column('int')
  revision!: number;

  @Column('timestamptz')
  enrolledAt!: Date;

  @Column('timestamptz')
  receivedAt!: Date;
}
