import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { CourseRef } from '../course/course.ref';
import { LessonRef } from '../lesson/lesson.ref';
import { ThreadConnection } from '../thread/thread.connection';
import { Thread } from '../thread/thread.document';
import { ThreadPageArgs } from '../thread/thread.input';
import { mostPinned, ThreadLists } from '../thread/thread.list';
import { Forum } from './forum.document';
import { ForumViewerCan, UpdateForumInput, UpdateForumPayload } from './forum.input';
import { ForumLoaders } from './forum.loaders';
import { ForumService } from './forum.service';

@Resolver(() => Forum)
export class ForumResolver {
  @Mutation(() => UpdateForumPayload, { description: 'Changes the settings of a forum; for staff of the course.' })
  async updateForum(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateForumInput, { description: 'What changes.' }) input: UpdateForumInput,
  ): Promise<UpdateForumPayload> {
    return { forum: await scope.get(ForumService).update(input) };
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'Its course.' })
  course(@Root() { _id }: Forum): CourseRef {
    return CourseRef.of(_id);
  }

  @FieldResolver(() => ThreadConnection, { nullable: true, description: 'Its threads.' })
  @ListSize()
  threads(
    @Ctx() scope: Scope,
    @Root() { _id }: Forum,
    @Args(() => ThreadPageArgs) args: ThreadPageArgs,
  ): Promise<Page<Thread>> {
    return scope.get(ThreadLists).ofCourse(_id, args);
  }

  @FieldResolver(() => [Thread], { description: `What staff keep on top, the newest first; ${mostPinned} at most.` })
  pinnedThreads(@Ctx() scope: Scope, @Root() { _id }: Forum): Promise<Thread[]> {
    return scope.get(ThreadLists).pinned(_id);
  }

  @FieldResolver(() => ForumViewerCan, { description: 'What the viewer may do here.' })
  async viewerCan(@Ctx() scope: Scope, @Root() { _id }: Forum): Promise<ForumViewerCan> {
    const { joined, moderated } = scope.get(CourseLoaders);
    const isOf = async (loader: typeof joined): Promise<boolean> => (await loader.load(_id)) !== null;
    return { post: scope.viewer.id !== null && (await isOf(joined)), moderate: await isOf(moderated) };
  }
}

/** What discussions add to a course. */
@Resolver(() => CourseRef)
export class CourseForumResolver {
  @FieldResolver(() => Forum, {
    nullable: true,
    description: 'Where its people talk; null for whoever takes no part in it.',
  })
  forum(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<Forum | null> {
    return scope.get(ForumLoaders).visible.load(id);
  }
}

/** What discussions add to a lesson. */
@Resolver(() => LessonRef)
export class LessonThreadsResolver {
  @FieldResolver(() => ThreadConnection, {
    nullable: true,
    description: 'What is said about it; none for whoever takes no part in its course.',
  })
  @ListSize()
  threads(
    @Ctx() scope: Scope,
    @Root() { id }: LessonRef,
    @Args(() => ThreadPageArgs) args: ThreadPageArgs,
  ): Promise<Page<Thread>> {
    return scope.get(ThreadLists).ofLesson(id, args);
  }
}
