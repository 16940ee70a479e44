import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An enrolment as the enrollment subgraph told of it. A row stays when the enrolment ends: it says who once learned. */
@Entity('learner')
export class Learner {
  @PrimaryColumn('uuid')
  enrollmentId!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid')
  courseId!: string;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}
