import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { Asset } from '../asset/asset.document';
import { AssetLoaders } from '../asset/asset.loaders';
import { CourseRef } from '../course/course.ref';
import { LessonRef } from '../lesson/lesson.ref';
import { UserRef } from '../user/user.ref';
import { JoinLiveService } from './join-live.service';
import { JoinLiveSessionResult, type JoinOutcome } from './join-live.result';
import { LiveAttendance } from './live-attendance.document';
import { LiveAttendanceConnection } from './live-session.connection';
import { LiveSession } from './live-session.document';
import {
  CancelLiveSessionPayload,
  EndLiveSessionPayload,
  LiveSessionChanged,
  LiveSessionInput,
  RescheduleLiveSessionInput,
  RescheduleLiveSessionPayload,
  RotateLiveStreamKeyInput,
  RotateLiveStreamKeyPayload,
  ScheduleLiveSessionInput,
  ScheduleLiveSessionPayload,
  StartLiveSessionPayload,
} from './live-session.input';
import type { LiveSessionMessage } from './live-session.live';
import { LiveSessionLoaders } from './live-session.loaders';
import { LiveSessionService } from './live-session.service';

@Resolver(() => LiveSession)
export class LiveSessionResolver {
  @Query(() => LiveSession, {
    nullable: true,
    description: 'One live session; null for whoever is neither enrolled in its course nor runs it.',
  })
  liveSession(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<LiveSession | null> {
    return scope.get(LiveSessionLoaders).visible.load(id);
  }

  @Mutation(() => ScheduleLiveSessionPayload, { description: 'Announces a session of a lesson of kind LIVE.' })
  async scheduleLiveSession(
    @Ctx() scope: Scope,
    @Arg('input', () => ScheduleLiveSessionInput, { description: 'What and when.' }) input: ScheduleLiveSessionInput,
  ): Promise<ScheduleLiveSessionPayload> {
    return { session: await scope.get(LiveSessionService).schedule(input) };
  }

  @Mutation(() => RescheduleLiveSessionPayload, { description: 'Moves a session that has not begun.' })
  async rescheduleLiveSession(
    @Ctx() scope: Scope,
    @Arg('input', () => RescheduleLiveSessionInput, { description: 'Which, and to when.' })
    input: RescheduleLiveSessionInput,
  ): Promise<RescheduleLiveSessionPayload> {
    return { session: await scope.get(LiveSessionService).reschedule(input) };
  }

  @Mutation(() => CancelLiveSessionPayload, { description: 'Calls off a session that has not begun.' })
  async cancelLiveSession(
    @Ctx() scope: Scope,
    @Arg('input', () => LiveSessionInput, { description: 'Which.' }) { id }: LiveSessionInput,
  ): Promise<CancelLiveSessionPayload> {
    return { session: await scope.get(LiveSessionService).cancel(id) };
  }

  @Mutation(() => StartLiveSessionPayload, {
    description: 'Begins a session: learners can join, and an encoder may send.',
  })
  startLiveSession(
    @Ctx() scope: Scope,
    @Arg('input', () => LiveSessionInput, { description: 'Which.' }) { id }: LiveSessionInput,
  ): Promise<StartLiveSessionPayload> {
    return scope.get(LiveSessionService).start(id);
  }

  @Mutation(() => RotateLiveStreamKeyPayload, {
    description: 'Makes another stream key for a session that is live; who sends under the old one is cut off.',
  })
  rotateLiveStreamKey(
    @Ctx() scope: Scope,
    @Arg('input', () => RotateLiveStreamKeyInput, { description: 'Which.' })
    { liveSessionId }: RotateLiveStreamKeyInput,
  ): Promise<RotateLiveStreamKeyPayload> {
    return scope.get(LiveSessionService).rotateKey(liveSessionId);
  }

  @Mutation(() => EndLiveSessionPayload, { description: 'Ends a session; its recording is made of what was sent.' })
  async endLiveSession(
    @Ctx() scope: Scope,
    @Arg('input', () => LiveSessionInput, { description: 'Which.' }) { id }: LiveSessionInput,
  ): Promise<EndLiveSessionPayload> {
    return { session: await scope.get(LiveSessionService).end(id) };
  }

  @Mutation(() => JoinLiveSessionResult, { description: 'Gets leave to watch a session that is live.' })
  joinLiveSession(
    @Ctx() scope: Scope,
    @Arg('input', () => LiveSessionInput, { description: 'Which.' }) { id }: LiveSessionInput,
  ): Promise<JoinOutcome> {
    return scope.get(JoinLiveService).join(id);
  }

  @Subscription(() => LiveSessionChanged, {
    nullable: true,
    subscribe: liveSource((scope, { id }: { id: string }) => scope.get(LiveSessionService).changes(id)),
    description: 'A session, each time it gets on: moved, begun, with a picture or without, over, recorded.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async liveSessionChanged(
    @Ctx() scope: Scope,
    @Root() { liveSessionId }: LiveSessionMessage,
    @Arg('id', () => ID, { description: 'The session.' }) _id: string,
  ): Promise<LiveSessionChanged> {
    return { session: await scope.get(LiveSessionLoaders).visible.load(liveSessionId) };
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course that it is of.' })
  course(@Root() { courseId }: LiveSession): CourseRef {
    return CourseRef.of(courseId);
  }

  @FieldResolver(() => LessonRef, { nullable: true, description: 'The lesson that it is.' })
  lesson(@Root() { lessonId }: LiveSession): LessonRef {
    return LessonRef.of(lessonId);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who announced it.' })
  instructor(@Root() { instructorId }: LiveSession): UserRef {
    return UserRef.of(instructorId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether an encoder sends now.' })
  async isSending(@Ctx() scope: Scope, @Root() { _id }: LiveSession): Promise<boolean> {
    return (await scope.get(LiveSessionLoaders).take.load(_id)) !== null;
  }

  @FieldResolver(() => Asset, {
    nullable: true,
    description:
      'The file of the recording, for whoever looks after files; learners play it by `startPlayback` of the lesson. Null before it is made.',
  })
  recording(@Ctx() scope: Scope, @Root() { recording }: LiveSession): Promise<Asset | null> | null {
    return recording && scope.get(AssetLoaders).visible.load(recording.assetId);
  }

  @FieldResolver(() => LiveAttendanceConnection, {
    nullable: true,
    description: 'Who watched, and when, in the order in which they joined; null for whoever does not run it.',
  })
  @ListSize()
  attendance(
    @Ctx() scope: Scope,
    @Root() session: LiveSession,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<LiveAttendance> | null> {
    return scope.get(LiveSessionService).attendance(session, args);
  }
}

@Resolver(() => LiveAttendance)
export class LiveAttendanceResolver {
  @FieldResolver(() => UserRef, { nullable: true, description: 'Who watched.' })
  person(@Root() { personId }: LiveAttendance): UserRef {
    return UserRef.of(personId);
  }
}
