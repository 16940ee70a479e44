import { kitErrors } from '../../../kit/errors/kit-errors';
import { allows } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { lessons } from '../lesson/lesson.document';
import { demandEditRate } from '../rates';
import { Gate } from '../moderation/gate';
import { namesInPost } from '../post/named';
import { posts } from '../post/post.document';
import { PostMoves } from '../post/post.moves';
import { PostState } from '../post/post.states';
import { PostStore } from '../post/post.store';
import { wordsOfPost } from '../post/post.text';
import { tidied } from './tags';
import { threads, type Thread } from './thread.document';
import type { LockThreadInput, MoveThreadInput, PinThreadInput, UpdateThreadInput } from './thread.input';
import { mostPinned } from './thread.list';
import { threadPolicy } from './thread.policy';
import { ThreadStore } from './thread.store';

/** What happens to threads once they are there. */
export class ThreadService {
  constructor(private readonly scope: Scope) {}

  /** A title, and tags, go through the filters as the text below them does. @throws UNAUTHENTICATED, NOT_FOUND, CONFLICT, POST_STATE, MUTED, RATE_LIMITED */
  async update({ id, title, tags, expectedVersion }: UpdateThreadInput): Promise<Thread> {
    await demandEditRate(this.scope);
    return this.scope.transaction(async (tx) => {
      const thread = await tx.get(ThreadStore).require(id, threadPolicy.edit, expectedVersion);
      const changed = { title: title?.trim() ?? thread.title, tags: tags ? tidied(tags) : thread.tags };
      const opening = await tx.documents.of(posts).findOne({ _id: thread.openingPostId });
      if (!opening) throw kitErrors.NOT_FOUND({ thing: 'thread' });
      if (opening.isGone) throw discussionsErrors.POST_STATE({ state: opening.state });
      const words = wordsOfPost(changed.title, opening.text);
      await tx.get(PostStore).set(opening, { words, namedIds: namesInPost({ words, text: opening.text }) });
      const edited = await tx.get(ThreadStore).edit(thread, changed);
      if (await allows(tx, threadPolicy.moderate, thread)) return edited;
      await tx.get(Gate).recheck(opening, changed.tags);
      return Object.assign(edited, { state: opening.state });
    });
  }

  /** A thread goes with everything in it. @throws UNAUTHENTICATED, NOT_FOUND, POST_STATE, RATE_LIMITED */
  async delete(id: string): Promise<Thread> {
    await demandEditRate(this.scope);
    return this.scope.transaction(async (tx) => {
      const thread = await tx.get(ThreadStore).require(id, threadPolicy.edit);
      const opening = await tx.documents.of(posts).findOne({ _id: thread.openingPostId });
      if (opening) await tx.get(PostMoves).move(opening, PostState.DELETED);
      return thread;
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, TOO_MANY_PINNED */
  pin({ id, isPinned }: PinThreadInput): Promise<Thread> {
    return this.moderate(id, async (tx, { courseId, isPinned: wasPinned }) => {
      const shown = { courseId, isPinned, state: PostState.PUBLISHED };
      if (isPinned && !wasPinned && (await tx.documents.of(threads).count(shown)) >= mostPinned)
        throw discussionsErrors.TOO_MANY_PINNED({ allowed: mostPinned });
      return { isPinned };
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND */
  lock({ id, isLocked }: LockThreadInput): Promise<Thread> {
    return this.moderate(id, () => Promise.resolve({ isLocked }));
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND */
  move({ id, lessonId = null }: MoveThreadInput): Promise<Thread> {
    return this.moderate(id, async (tx, { courseId }) => {
      const lesson =
        lessonId !== null && isUuid(lessonId) ? await tx.documents.of(lessons).findOne({ _id: lessonId }) : null;
      if (lessonId !== null && lesson?.courseId !== courseId) throw kitErrors.NOT_FOUND({ thing: 'lesson' });
      return { lessonId };
    });
  }

  private moderate(id: string, decide: (tx: Scope, thread: Thread) => Promise<Partial<Thread>>): Promise<Thread> {
    return this.scope.transaction(async (tx) => {
      const thread = await tx.get(ThreadStore).require(id, threadPolicy.moderate);
      return tx.get(ThreadStore).set(thread, await decide(tx, thread));
    });
  }
}
