import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Cohort } from '../cohort/cohort.entity';
import { CohortLoaders } from '../cohort/cohort.loaders';
import { CourseRef } from '../course/course.stub';
import { Entitlement } from '../entitlement/entitlement.entity';
import { EntitlementLoaders } from '../entitlement/entitlement.loaders';
import { CourseProgress } from '../progress/course-progress.entity';
import { ProgressLoaders } from '../progress/progress.loaders';
import { UserRef } from '../user/user.stub';
import { Enrollment } from './enrollment.entity';
import {
  CancelEnrollmentInput,
  CancelEnrollmentPayload,
  EnrollInput,
  EnrollResult,
  LeaveCourseInput,
  LeaveCoursePayload,
  type EnrollOutcome,
} from './enrollment.input';
import { EnrollmentLoaders } from './enrollment.loaders';
import { EnrollingService } from './enrolling.service';
import { LeavingService } from './leaving.service';

@Resolver(() => Enrollment)
export class EnrollmentResolver {
  @Query(() => Enrollment, {
    nullable: true,
    description: 'One enrolment: your own, or one of a course that you teach; else null.',
  })
  enrollment(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Enrollment | null> {
    return scope.get(EnrollmentLoaders).visible.load(id);
  }

  @Mutation(() => EnrollResult, {
    description: 'Enrols the viewer. A free course needs nothing; any other a live entitlement.',
  })
  @Directive('@authenticated')
  enroll(@Ctx() scope: Scope, @Arg('input', () => EnrollInput) input: EnrollInput): Promise<EnrollOutcome> {
    return scope.get(EnrollingService).enroll(input);
  }

  @Mutation(() => LeaveCoursePayload, {
    description: "Ends the viewer's own enrolment. The right to the course stays: `enroll` leads back.",
  })
  @Directive('@authenticated')
  async leaveCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => LeaveCourseInput) { courseId }: LeaveCourseInput,
  ): Promise<LeaveCoursePayload> {
    return { enrollment: await scope.get(LeavingService).leave(courseId) };
  }

  @Mutation(() => CancelEnrollmentPayload, {
    description: "Ends a learner's enrolment. Needs `enrollment.manage` for the course.",
  })
  @Directive('@authenticated')
  async cancelEnrollment(
    @Ctx() scope: Scope,
    @Arg('input', () => CancelEnrollmentInput) input: CancelEnrollmentInput,
  ): Promise<CancelEnrollmentPayload> {
    return { enrollment: await scope.get(LeavingService).cancel(input.id, input.expectedVersion) };
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'The learner.' })
  user(@Root() enrollment: Enrollment): UserRef {
    return UserRef.of(enrollment.userId);
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course.' })
  course(@Root() enrollment: Enrollment): CourseRef {
    return CourseRef.of(enrollment.courseId);
  }

  @FieldResolver(() => Cohort, { nullable: true, description: 'The group that the learner was put into.' })
  async cohort(@Ctx() scope: Scope, @Root() enrollment: Enrollment): Promise<Cohort | null> {
    return enrollment.cohortId ? scope.get(CohortLoaders).visible.load(enrollment.cohortId) : null;
  }

  @FieldResolver(() => CourseProgress, { nullable: true, description: 'How far the learner is, or was when it ended.' })
  progress(@Ctx() scope: Scope, @Root() enrollment: Enrollment): Promise<CourseProgress | null> {
    return scope.get(ProgressLoaders).ofEnrollment.load(enrollment.id);
  }

  @FieldResolver(() => [Entitlement], {
    description: 'What gives, or gave, the learner access. Empty for those who may not know.',
  })
  entitlements(@Ctx() scope: Scope, @Root() enrollment: Enrollment): Promise<Entitlement[]> {
    return scope.get(EntitlementLoaders).visibleHeld.load({ userId: enrollment.userId, courseId: enrollment.courseId });
  }
}
