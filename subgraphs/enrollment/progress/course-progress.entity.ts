import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';

/** A learner in a course, computed from the facts and kept for lists. */
@Entity('course_progress')
@ObjectType({ description: 'How far a learner is in a course.' })
export class CourseProgress {
  @PrimaryColumn('uuid')
  enrollmentId!: string;

  @Column('uuid')
  courseId!: string;

  /** The newest revision when this was computed. */
  @Column('int')
  revision!: number;

  @Field(() => Int, {
    description: '0 to 100: the share of the required lessons that is done, rounded down. 0 where there are none.',
  })
  @Column('int')
  percent!: number;

  @Field(() => Int, { description: 'How many of the required lessons are done.' })
  @Column('int')
  completedLessons!: number;

  @Field(() => Int, { description: 'How many lessons it takes to complete the course.' })
  @Column('int')
  requiredLessons!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the course was completed; never unset, whatever is added later.',
  })
  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  /** The revision that was finished: the learner's version from then on. */
  @Column('int', { nullable: true })
  completedRevision!: number | null;

  @Field(() => Boolean, { description: 'Whether lessons were added since the course was completed that are not done.' })
  @Column('boolean')
  hasNewContent!: boolean;

  @Column('uuid', { nullable: true })
  resumeLessonId!: string | null;

  @Column('double precision')
  resumePosition!: number;

  @Field(() => DateTime, { nullable: true, description: 'When the learner last did something here.' })
  @Column('timestamptz', { nullable: true })
  lastAt!: Date | null;
}
