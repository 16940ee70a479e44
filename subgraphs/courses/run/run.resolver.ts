import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from '../course/course.entity';
import { CourseLoaders } from '../course/course.loaders';
import { Run } from './run.entity';
import {
  CancelRunInput,
  CancelRunPayload,
  ScheduleRunInput,
  ScheduleRunPayload,
  UpdateRunInput,
  UpdateRunPayload,
} from './run.input';
import { RunLoaders } from './run.loaders';
import { RunService } from './run.service';

@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, { nullable: true, description: 'One run; null where there is none for this viewer.' })
  run(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Run | null> {
    return scope.get(RunLoaders).visible.load(id);
  }

  @Mutation(() => ScheduleRunPayload, { description: 'Adds a run to a course.' })
  async scheduleRun(
    @Ctx() scope: Scope,
    @Arg('input', () => ScheduleRunInput) input: ScheduleRunInput,
  ): Promise<ScheduleRunPayload> {
    return { run: await scope.get(RunService).schedule(input) };
  }

  @Mutation(() => UpdateRunPayload, { description: 'Changes the dates or the seats of a run.' })
  async updateRun(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateRunInput) input: UpdateRunInput,
  ): Promise<UpdateRunPayload> {
    return { run: await scope.get(RunService).update(input) };
  }

  @Mutation(() => CancelRunPayload, { description: 'Cancels a run; nobody can enrol in it any more.' })
  async cancelRun(
    @Ctx() scope: Scope,
    @Arg('input', () => CancelRunInput) input: CancelRunInput,
  ): Promise<CancelRunPayload> {
    return { run: await scope.get(RunService).cancel(input) };
  }

  @FieldResolver(() => Course, { nullable: true, description: 'The course that is given.' })
  course(@Ctx() scope: Scope, @Root() run: Run): Promise<Course | null> {
    return scope.get(CourseLoaders).visible.load(run.courseId);
  }
}

@Resolver(() => Course)
export class CourseRunsResolver {
  @FieldResolver(() => [Run], {
    description: 'The runs that take place: dated ones in order, then the self-paced one.',
  })
  runs(@Ctx() scope: Scope, @Root() course: Course): Promise<Run[]> {
    return scope.get(RunLoaders).scheduledOf.load(course.id);
  }
}
