import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That someone is, or was, enrolled: what enrollment said. A second enrolment in the same course is another row. */
@Entity('enrollment')
export class Enrollment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
