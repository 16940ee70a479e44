import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A course of which somebody wants to hear nothing. */
@Entity('course_mute')
export class CourseMute {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('uuid')
  courseId!: string;

  @Column('timestamptz')
  mutedAt!: Date;
}
