import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ObjectType } from 'type-graphql';
import { DateTime, Duration } from '../../../kit/graphql/scalars';

/** A learner in a lesson, computed from the facts. */
@Entity('lesson_progress')
@ObjectType({ description: 'How far a learner is in one lesson.' })
export class LessonProgress {
  @PrimaryColumn('uuid')
  enrollmentId!: string;

  @PrimaryColumn('uuid')
  lessonId!: string;

  @Field(() => DateTime, { description: 'When something first happened here.' })
  @Column('timestamptz')
  openedAt!: Date;

  @Field(() => DateTime, { description: 'When something last happened here.' })
  @Column('timestamptz')
  lastAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was completed; null before. What is changed in the lesson later takes nothing away.',
  })
  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  @Field(() => Duration, {
    description: 'Different seconds of the video that were watched; watching a part again adds nothing.',
  })
  @Column('double precision')
  watchedSeconds!: number;

  @Field(() => Duration, { description: 'Where to go on, in seconds from the start.' })
  @Column('double precision')
  position!: number;
}
