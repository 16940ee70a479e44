import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A tag on a course, at its place in the list. */
@Entity('course_tag')
export class CourseTag {
  @PrimaryColumn('uuid')
  courseId!: string;

  @PrimaryColumn('uuid')
  tagId!: string;

  @Column('int')
  position!: number;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}
