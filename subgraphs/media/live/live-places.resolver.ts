import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.ref';
import { LessonRef } from '../lesson/lesson.ref';
import { LiveSessionConnection } from './live-session.connection';
import { LiveSession } from './live-session.document';
import { LiveSessionLoaders } from './live-session.loaders';
import { LiveSessionService } from './live-session.service';

/** What live sessions add to a course. */
@Resolver(() => CourseRef)
export class LiveCourseResolver {
  @FieldResolver(() => LiveSessionConnection, {
    nullable: true,
    description: 'Its live sessions, the earliest first; none for whoever is neither enrolled nor an editor.',
  })
  @ListSize()
  liveSessions(
    @Ctx() scope: Scope,
    @Root() { id }: CourseRef,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<LiveSession>> {
    return scope.get(LiveSessionService).page(id, args);
  }
}

/** What live sessions add to a lesson. */
@Resolver(() => LessonRef)
export class LiveLessonResolver {
  @FieldResolver(() => LiveSession, {
    nullable: true,
    description: 'Its live session, the newest that was not called off; null without one, and as for `liveSession`.',
  })
  liveSession(@Ctx() scope: Scope, @Root() { id }: LessonRef): Promise<LiveSession | null> {
    return scope.get(LiveSessionLoaders).ofLesson.load(id);
  }
}
