import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { allows } from '../../../kit/policy/policy';
import { CourseRef } from '../course/course.ref';
import { LessonRef } from '../lesson/lesson.ref';
import { PostConnection } from '../post/post.connection';
import { Post } from '../post/post.document';
import { PostPageArgs } from '../post/post.input';
import { PostLoaders } from '../post/post.loaders';
import { PostService } from '../post/post.service';
import { UserRef } from '../user/user.ref';
import { Thread } from './thread.document';
import { ThreadViewerCan } from './thread.input';
import { ThreadLoaders } from './thread.loaders';
import { threadPolicy } from './thread.policy';

@Resolver(() => Thread)
export class ThreadResolver {
  @Query(() => Thread, { nullable: true, description: 'One thread; null for whoever takes no part in its course.' })
  thread(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Thread | null> {
    return scope.get(ThreadLoaders).visible.load(id);
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course in which it is.' })
  course(@Root() { courseId }: Thread): CourseRef {
    return CourseRef.of(courseId);
  }

  @FieldResolver(() => LessonRef, {
    nullable: true,
    description: 'The lesson that it is about; null for the whole course.',
  })
  lesson(@Root() { lessonId }: Thread): LessonRef | null {
    return lessonId === null ? null : LessonRef.of(lessonId);
  }

  @FieldResolver(() => UserRef, {
    nullable: true,
    description: 'Who began it; null where that is hidden from the viewer.',
  })
  async author(@Ctx() scope: Scope, @Root() thread: Thread): Promise<UserRef | null> {
    const isShown = !thread.isAnonymous || (await allows(scope, threadPolicy.edit, thread));
    return isShown ? UserRef.of(thread.authorId) : null;
  }

  @FieldResolver(() => Post, { nullable: true, description: 'What was written first.' })
  openingPost(@Ctx() scope: Scope, @Root() { openingPostId }: Thread): Promise<Post | null> {
    return scope.get(PostLoaders).visible.load(openingPostId);
  }

  @FieldResolver(() => Post, { nullable: true, description: 'The answer that the asker took; null without one.' })
  acceptedAnswer(@Ctx() scope: Scope, @Root() { acceptedPostId }: Thread): Promise<Post | null> | null {
    return acceptedPostId === null ? null : scope.get(PostLoaders).visible.load(acceptedPostId);
  }

  @FieldResolver(() => PostConnection, { nullable: true, description: 'The replies to it, or to one of them.' })
  @ListSize()
  posts(
    @Ctx() scope: Scope,
    @Root() thread: Thread,
    @Args(() => PostPageArgs) args: PostPageArgs,
  ): Promise<Page<Post>> {
    return scope.get(PostService).page(thread, args);
  }

  @FieldResolver(() => ThreadViewerCan, { description: 'What the viewer may do with it.' })
  async viewerCan(@Ctx() scope: Scope, @Root() thread: Thread): Promise<ThreadViewerCan> {
    const moderate = await allows(scope, threadPolicy.moderate, thread);
    const reply = thread.isPublished && scope.viewer.id !== null && (moderate || !thread.isLocked);
    return { reply, edit: await allows(scope, threadPolicy.edit, thread), moderate };
  }
}
