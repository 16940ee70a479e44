import { Length } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCode } from '../../../kit/graphql/scalars';
import { Refusal } from '../../../kit/graphql/refusal';
import { Money } from '../../../kit/money/money';
import { RunSeats } from '../seat/run-seats.entity';
import { Enrollment } from './enrollment.entity';

@InputType({ description: 'The course to enrol in.' })
export class EnrollInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Its run. Without one: the self-paced run; a course that only has dated runs answers RUN_REQUIRED.',
  })
  runId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the progress of the last stay in this course comes along; a fresh start otherwise.',
  })
  carryOver?: boolean | null;

  @Field(() => CurrencyCode, {
    nullable: true,
    description:
      "The currency in which `PaymentRequired.price` should be; the course's first one where it has no price in it.",
  })
  currency?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Repeating the mutation with the same key answers the same and does nothing more. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@InputType({ description: 'The course to leave.' })
export class LeaveCourseInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;
}

@InputType({ description: 'The enrolment to end.' })
export class CancelEnrollmentInput {
  @Field(() => ID, { description: 'The enrolment.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The learner is in.' })
export class EnrollPayload {
  @Field(() => Enrollment, { description: 'The new enrolment.' })
  enrollment!: Enrollment;

  static of(enrollment: Enrollment): EnrollPayload {
    return Object.assign(new EnrollPayload(), { enrollment });
  }
}

@ObjectType({ implements: Refusal, description: 'The learner was in this course before.' })
export class AlreadyEnrolled extends Refusal {
  @Field(() => Enrollment, { description: 'The enrolment there is.' })
  enrollment!: Enrollment;

  static of(enrollment: Enrollment): AlreadyEnrolled {
    return Object.assign(new AlreadyEnrolled(), {
      code: 'ALREADY_ENROLLED',
      message: 'You are enrolled in this course.',
      enrollment,
    });
  }
}

@ObjectType({ implements: Refusal, description: 'Every seat of the run is taken. `joinWaitlist` queues for one.' })
export class CourseFull extends Refusal {
  @Field(() => RunSeats, { description: 'The run, with its seats and how many wait.' })
  run!: RunSeats;

  static of(run: RunSeats): CourseFull {
    return Object.assign(new CourseFull(), {
      code: 'COURSE_FULL',
      message: 'Every seat is taken. You can join the waitlist.',
      run,
    });
  }
}

@ObjectType({
  implements: Refusal,
  description: 'Nothing gives the viewer access to this course yet: it has to be bought.',
})
export class PaymentRequired extends Refusal {
  @Field(() => Money, {
    nullable: true,
    description: "Its list price, in the currency asked for or the course's first; null while it has none.",
  })
  price!: Money | null;

  static of(price: Money | null): PaymentRequired {
    return Object.assign(new PaymentRequired(), {
      code: 'PAYMENT_REQUIRED',
      message: 'This course has to be bought first.',
      price,
    });
  }
}

export type EnrollOutcome = EnrollPayload | AlreadyEnrolled | CourseFull | PaymentRequired;

export const EnrollResult = createUnionType({
  name: 'EnrollResult',
  description: 'In, or why not. Branch on `__typename`.',
  types: () => [EnrollPayload, AlreadyEnrolled, CourseFull, PaymentRequired] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

@ObjectType({ description: 'The course was left.' })
export class LeaveCoursePayload {
  @Field(() => Enrollment, { description: 'The enrolment, ended.' })
  enrollment!: Enrollment;
}

@ObjectType({ description: 'The enrolment was ended.' })
export class CancelEnrollmentPayload {
  @Field(() => Enrollment, { description: 'The enrolment, ended.' })
  enrollment!: Enrollment;
}
