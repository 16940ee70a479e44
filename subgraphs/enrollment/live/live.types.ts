import { Field, ObjectType } from 'type-graphql';
import { Enrollment } from '../enrollment/enrollment.entity';
import { CourseProgress } from '../progress/course-progress.entity';
import { RunSeats } from '../seat/run-seats.entity';

@ObjectType({ description: 'Progress changed.' })
export class CourseProgressChanged {
  @Field(() => Enrollment, { description: 'The enrolment; from here everything else can be asked for.' })
  enrollment!: Enrollment;

  @Field(() => CourseProgress, { description: 'The progress now.' })
  progress!: CourseProgress;
}

@ObjectType({ description: 'An enrolment began, changed or ended.' })
export class EnrollmentChanged {
  @Field(() => Enrollment, { description: 'The enrolment now.' })
  enrollment!: Enrollment;
}

@ObjectType({ description: 'Seats changed.' })
export class SeatsChanged {
  @Field(() => RunSeats, { description: 'The run now.' })
  run!: RunSeats;
}
