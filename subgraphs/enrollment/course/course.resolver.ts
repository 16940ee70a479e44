import { Arg, Args, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { CacheControl } from '../../../kit/graphql/cache-directive';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import type { Scope } from '../../../kit/scope/scope';
import type { Cohort } from '../cohort/cohort.entity';
import { CohortLoaders } from '../cohort/cohort.loaders';
import { CohortConnection } from '../cohort/cohort.resolver';
import { EnrollmentConnection } from '../enrollment/enrollment.connection';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentLoaders } from '../enrollment/enrollment.loaders';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { CourseProgress } from '../progress/course-progress.entity';
import { ProgressLoaders } from '../progress/progress.loaders';
import { RunSeats } from '../seat/run-seats.entity';
import { SeatLoaders } from '../seat/seat.loaders';
import { CourseLoaders } from './course.loaders';
import { CourseRef } from './course.stub';

@Resolver(() => CourseRef)
export class CourseResolver {
  @FieldResolver(() => Enrollment, { nullable: true, description: "The viewer's active enrolment." })
  @CacheControl(60)
  viewerEnrollment(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<Enrollment | null> {
    return scope.get(EnrollmentLoaders).ofViewer(id);
  }

  @FieldResolver(() => CourseProgress, {
    nullable: true,
    description: 'How far the viewer is; null without an active enrolment.',
  })
  async viewerProgress(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<CourseProgress | null> {
    const enrollment = await scope.get(EnrollmentLoaders).ofViewer(id);
    return enrollment ? scope.get(ProgressLoaders).ofEnrollment.load(enrollment.id) : null;
  }

  @ViewerIndependent({ unlessNull: true })
  @FieldResolver(() => Int, { nullable: true, description: 'How many people have enrolled, ever.' })
  async enrollmentCount(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<number | null> {
    const course = await scope.get(CourseLoaders).visible.load(id);
    return course ? scope.get(EnrollmentLoaders).countOf.load(id) : null;
  }

  @FieldResolver(() => [RunSeats], { nullable: true, description: 'The seats of the runs that it offers.' })
  async seats(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<RunSeats[] | null> {
    const course = await scope.get(CourseLoaders).visible.load(id);
    return course ? scope.get(SeatLoaders).ofCourse.load(id) : null;
  }

  @FieldResolver(() => EnrollmentConnection, {
    nullable: true,
    description: 'Who learns here, the newest first; for those who teach it, else null.',
  })
  @ListSize()
  @Directive('@authenticated')
  async enrollments(
    @Ctx() scope: Scope,
    @Root() { id }: CourseRef,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('status', () => EnrollmentStatus, { nullable: true, description: 'Only those that stand like this.' })
    status?: EnrollmentStatus | null,
  ): Promise<Page<Enrollment> | null> {
    const course = await scope.get(CourseLoaders).taught.load(id);
    return course
      ? scope
          .get(EnrollmentLoaders)
          .pagesBy('courseId', status ?? null, args)
          .load(id)
      : null;
  }

  @FieldResolver(() => CohortConnection, {
    nullable: true,
    description: 'The groups in its runs, by name; for those who teach it, else null.',
  })
  @ListSize()
  @Directive('@authenticated')
  async cohorts(
    @Ctx() scope: Scope,
    @Root() { id }: CourseRef,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Cohort> | null> {
    const course = await scope.get(CourseLoaders).taught.load(id);
    return course ? scope.get(CohortLoaders).ofCourse(args).load(id) : null;
  }
}
