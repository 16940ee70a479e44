import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, Int, ObjectType } from 'type-graphql';
import type { CurriculumFacts } from '../../../kit/events/catalog';
import { DateTime, Duration } from '../../../kit/graphql/scalars';

/** What was published, and when. Rows are never changed. */
@Entity('curriculum_revision')
@ObjectType({ description: 'What a course consists of, as published last.' })
export class Curriculum {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => Int, { description: 'Grows with each publication, from 1.' })
  @Column('int')
  revision!: number;

  @Field(() => Int, { description: 'How many lessons it has.' })
  @Column('int')
  lessonCount!: number;

  @Field(() => Duration, { name: 'duration', description: 'How long all lessons take together, in seconds.' })
  @Column('double precision')
  durationSeconds!: number;

  /** As other subgraphs were told. */
  @Column('jsonb', { select: false })
  shape!: CurriculumFacts;

  @Field(() => DateTime, { description: 'When it was published.' })
  @Column('timestamptz')
  publishedAt!: Date;

  @Column('uuid', { nullable: true })
  publishedBy!: string | null;
}
