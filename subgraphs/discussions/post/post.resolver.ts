import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { Thread } from '../thread/thread.document';
import { ThreadLoaders } from '../thread/thread.loaders';
import { UserRef } from '../user/user.ref';
import { PostEditConnection } from './post.connection';
import { Post, type PostEdit } from './post.document';
import {
  CreatePostInput,
  CreatePostPayload,
  DeletePostInput,
  DeletePostPayload,
  PostViewerCan,
  UpdatePostInput,
  UpdatePostPayload,
} from './post.input';
import { PostLoaders, shownReplies } from './post.loaders';
import { postPolicy } from './post.policy';
import { PostService } from './post.service';
import { PostState } from './post.states';
import { renderPost } from './post.text';
import { WritingService } from './writing.service';

@Resolver(() => Post)
export class PostResolver {
  @Query(() => Post, { nullable: true, description: 'One post; null for whoever takes no part in its course.' })
  post(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Post | null> {
    return scope.get(PostLoaders).visible.load(id);
  }

  @Mutation(() => CreatePostPayload, { description: 'Replies to a thread, or to one of its replies.' })
  async createPost(
    @Ctx() scope: Scope,
    @Arg('input', () => CreatePostInput, { description: 'The reply.' }) input: CreatePostInput,
  ): Promise<CreatePostPayload> {
    return { post: await scope.get(WritingService).reply(input) };
  }

  @Mutation(() => UpdatePostPayload, { description: 'Changes a post of yours; staff may. Earlier texts are kept.' })
  async updatePost(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdatePostInput, { description: 'The text.' }) input: UpdatePostInput,
  ): Promise<UpdatePostPayload> {
    return { post: await scope.get(PostService).update(input) };
  }

  @Mutation(() => DeletePostPayload, { description: 'Deletes a reply of yours; staff may. Its place stays.' })
  async deletePost(
    @Ctx() scope: Scope,
    @Arg('input', () => DeletePostInput, { description: 'Which.' }) { id }: DeletePostInput,
  ): Promise<DeletePostPayload> {
    return { post: await scope.get(PostService).delete(id) };
  }

  @FieldResolver(() => Thread, { nullable: true, description: 'The thread in which it is.' })
  thread(@Ctx() scope: Scope, @Root() { threadId }: Post): Promise<Thread | null> {
    return scope.get(ThreadLoaders).visible.load(threadId);
  }

  @FieldResolver(() => Post, { nullable: true, description: 'The reply to which it is one; null for others.' })
  parent(@Ctx() scope: Scope, @Root() { parentId }: Post): Promise<Post | null> | null {
    return parentId === null ? null : scope.get(PostLoaders).visible.load(parentId);
  }

  @FieldResolver(() => [Post], {
    description: `The first ${shownReplies} replies to it, oldest first; \`posts\` of the thread has all of them.`,
  })
  replies(@Ctx() scope: Scope, @Root() { _id, isOpening }: Post): Promise<readonly Post[]> | readonly Post[] {
    return isOpening ? [] : scope.get(PostLoaders).repliesOf.load(_id);
  }

  @FieldResolver(() => UserRef, {
    nullable: true,
    description: 'Who wrote it; null where that is hidden, or it is gone.',
  })
  async author(@Ctx() scope: Scope, @Root() post: Post): Promise<UserRef | null> {
    const isHidden = post.isAnonymous || post.isGone;
    return !isHidden || (await allows(scope, postPolicy.edit, post)) ? UserRef.of(post.authorId) : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Markdown as it was written; null where it is gone.' })
  body(@Ctx() scope: Scope, @Root() post: Post): Promise<string | null> {
    return textFor(scope, post);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Safe HTML; null where it is gone. Math stays as written in `<code class="language-math">`, mentions have `data-user-id`, moments `data-lesson-id` and `data-seconds`.',
  })
  async bodyHtml(@Ctx() scope: Scope, @Root() post: Post): Promise<string | null> {
    const text = await textFor(scope, post);
    return text === null ? null : renderPost(text);
  }

  @FieldResolver(() => PostEditConnection, {
    nullable: true,
    description: 'Earlier texts, the latest first; null for whoever is neither its author nor staff.',
  })
  @ListSize()
  edits(@Ctx() scope: Scope, @Root() post: Post, @Args(() => PageArgs) args: PageArgs): Promise<Page<PostEdit> | null> {
    return scope.get(PostService).edits(post, args);
  }

  @FieldResolver(() => PostViewerCan, { description: 'What the viewer may do with it.' })
  viewerCan(@Ctx() scope: Scope, @Root() post: Post): Promise<PostViewerCan> {
    return scope.get(PostService).viewerCan(post);
  }
}

/** Of what is gone only moderators read the text, and its author, who may appeal. */
async function textFor(scope: Scope, post: Post): Promise<string | null> {
  const policy = post.state === PostState.REMOVED ? postPolicy.edit : postPolicy.moderate;
  return !post.isGone || (await allows(scope, policy, post)) ? post.text : null;
}
