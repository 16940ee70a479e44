import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody learns, or learnt, a course: what enrollment said. A second enrolment is another row. */
@Entity('learner')
export class Learner {
  @PrimaryColumn('uuid')
  enrollmentId!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
