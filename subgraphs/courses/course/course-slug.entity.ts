import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A slug that a course has or had; it never becomes another's. */
@Entity('course_slug')
export class CourseSlug {
  @PrimaryColumn('text')
  slug!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
