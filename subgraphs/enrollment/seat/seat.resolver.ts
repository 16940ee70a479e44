import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { RunSeats } from './run-seats.entity';
import { JoinWaitlistInput, JoinWaitlistPayload, LeaveWaitlistInput, LeaveWaitlistPayload } from './seat.input';
import { SeatLoaders } from './seat.loaders';
import { WaitlistEntry } from './waitlist-entry.entity';
import { WaitlistService } from './waitlist.service';

@Resolver(() => RunSeats)
export class RunSeatsResolver {
  @Query(() => RunSeats, {
    nullable: true,
    description: "The seats of a run; null where its course is out of the viewer's reach.",
  })
  runSeats(
    @Ctx() scope: Scope,
    @Arg('runId', () => ID, { description: 'The run.' }) runId: string,
  ): Promise<RunSeats | null> {
    return scope.get(SeatLoaders).visible(runId);
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course of the run.' })
  course(@Root() run: RunSeats): CourseRef {
    return CourseRef.of(run.courseId);
  }

  @FieldResolver(() => Int, { description: 'How many wait for a seat.' })
  waiting(@Ctx() scope: Scope, @Root() run: RunSeats): Promise<number> {
    return scope.get(SeatLoaders).waitingIn.load(run.runId);
  }

  @FieldResolver(() => WaitlistEntry, { nullable: true, description: "The viewer's own place in line." })
  viewerWaitlistEntry(@Ctx() scope: Scope, @Root() run: RunSeats): Promise<WaitlistEntry | null> {
    return scope.get(SeatLoaders).viewerEntry.load(run.runId);
  }
}

@Resolver(() => WaitlistEntry)
export class WaitlistResolver {
  @Mutation(() => JoinWaitlistPayload, {
    description: 'Queues for a seat of a full run. Needs the same right to the course as `enroll`.',
  })
  @Directive('@authenticated')
  async joinWaitlist(
    @Ctx() scope: Scope,
    @Arg('input', () => JoinWaitlistInput) input: JoinWaitlistInput,
  ): Promise<JoinWaitlistPayload> {
    return { entry: await scope.get(WaitlistService).join(input) };
  }

  @Mutation(() => LeaveWaitlistPayload, { description: "Gives up the viewer's own place in line." })
  @Directive('@authenticated')
  async leaveWaitlist(
    @Ctx() scope: Scope,
    @Arg('input', () => LeaveWaitlistInput) input: LeaveWaitlistInput,
  ): Promise<LeaveWaitlistPayload> {
    return { entry: await scope.get(WaitlistService).leave(input) };
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Place in line, from 1; null once it is over.' })
  position(@Ctx() scope: Scope, @Root() entry: WaitlistEntry): Promise<number | null> {
    return scope.get(SeatLoaders).positionOf.load(entry.id);
  }

  @FieldResolver(() => RunSeats, { nullable: true, description: 'The run that is waited for.' })
  run(@Ctx() scope: Scope, @Root() entry: WaitlistEntry): Promise<RunSeats | null> {
    return scope.get(SeatLoaders).visible(entry.runId);
  }
}
