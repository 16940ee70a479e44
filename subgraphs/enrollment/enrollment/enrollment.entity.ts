import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { enrollmentErrors } from '../enrollment.errors';
import { EnrollmentStatus, mayBecome, type Ending } from './enrollment.states';

registerEnumType(EnrollmentStatus, {
  name: 'EnrollmentStatus',
  description: 'Where an enrolment stands.',
  valuesConfig: {
    ACTIVE: { description: 'The learner is in the course, finished with it or not.' },
    LEFT: { description: 'The learner left.' },
    CANCELLED: { description: 'Staff ended it.' },
    EXPIRED: { description: 'The right to the course ran out.' },
    REVOKED: { description: 'The right to the course was taken back, such as by a refund.' },
  },
});

/** One stay of a learner in a course. Coming back is another row: history stays. */
@Entity('enrollment')
@ObjectType({
  description: 'One stay of a learner in a course. Who comes back gets a new one; the old one stays as history.',
})
@EntityKey()
export class Enrollment extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid')
  courseId!: string;

  @Field(() => ID, { nullable: true, description: 'The run of the course; null in a course without runs.' })
  @Column('uuid', { nullable: true })
  runId!: string | null;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid', { nullable: true })
  cohortId!: string | null;

  @Field(() => EnrollmentStatus, { description: 'Where it stands.' })
  @Column('text')
  status!: EnrollmentStatus;

  @Field(() => DateTime, { description: 'When it began.' })
  @Column('timestamptz')
  startedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it is active.' })
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  /** The earlier enrolment whose progress was carried over. */
  @Column('uuid', { nullable: true })
  carriedFromId!: string | null;

  get isActive(): boolean {
    return this.status === EnrollmentStatus.ACTIVE;
  }

  /** @throws ENROLLMENT_ENDED when it has ended already. */
  end(how: Ending, now: Date): void {
    if (!mayBecome(this.status, EnrollmentStatus[how]))
      throw enrollmentErrors.ENROLLMENT_ENDED({ status: this.status });
    this.status = EnrollmentStatus[how];
    this.endedAt = now;
  }
}
