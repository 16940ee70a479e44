import type { Scope } from '../../../kit/scope/scope';
import { signedIn } from '../../../kit/identity/signed-in';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { limit } from '../../../kit/throttle/limit';
import { allows } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Course } from '../course/course.document';
import { coursePolicy } from '../course/course.policy';
import { CourseStore } from '../course/course.store';
import { discussionsErrors } from '../discussions.errors';
import { FollowService } from '../follow/follow.service';
import type { Forum } from '../forum/forum.document';
import { ForumStore } from '../forum/forum.store';
import { lessons } from '../lesson/lesson.document';
import { Gate } from '../moderation/gate';
import { perPerson } from '../rates';
import { ReadingService } from '../reading/reading.service';
import { tidied } from '../thread/tags';
import { newThread } from '../thread/new-thread';
import { threads, type Thread } from '../thread/thread.document';
import type { CreateThreadInput } from '../thread/thread.input';
import { threadPolicy } from '../thread/thread.policy';
import { ThreadStore } from '../thread/thread.store';
import { inTurn } from '../turns';
import { newPost } from './new-post';
import { posts, type Post } from './post.document';
import type { CreatePostInput } from './post.input';
import { Publication } from './publication';
import { SlowMode } from './slow-mode';

const demandRate = perPerson(limit('discussions.post', 20, 60));

/** One text by one person, before it is anything. */
interface Written {
  readonly course: Course;
  readonly threadId: string;
  readonly parentId: string | null;
  readonly title: string | null;
  readonly tags: readonly string[];
  readonly body: string;
  readonly isAnonymous: boolean;
}

/** How threads and posts come about. */
export class WritingService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, MUTED, NO_ANONYMITY, SLOW_MODE, RATE_LIMITED */
  async begin({ courseId, lessonId = null, kind, title, body, tags, isAnonymous }: CreateThreadInput): Promise<Thread> {
    await demandRate(this.scope);
    return inTurn(this.scope, courseId, async (tx) => {
      const course = await tx.get(CourseStore).require(courseId, coursePolicy.join);
      if (lessonId !== null) await demandLesson(tx, lessonId, courseId);
      const forum = await tx.get(ForumStore).of(course);
      const threadId = tx.ids.next();
      const post = await write(tx, forum, {
        course,
        threadId,
        parentId: null,
        title,
        tags: tidied(tags ?? []),
        body,
        isAnonymous: isAnonymous ?? false,
      });
      const thread = newThread(post, { lessonId, kind, title: title.trim(), tags: tidied(tags ?? []) });
      await tx.documents.of(threads).insertOne(thread);
      await takePart(tx, post);
      if (post.isPublished) await tx.get(Publication).publish(thread, post, post.createdAt);
      return thread;
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, THREAD_LOCKED, REPLY_TOO_DEEP, POST_STATE, MUTED, NO_ANONYMITY, SLOW_MODE, RATE_LIMITED */
  async reply({ threadId, replyToId = null, body, isAnonymous }: CreatePostInput): Promise<Post> {
    await demandRate(this.scope);
    return inTurn(this.scope, threadId, async (tx) => {
      const thread = await tx.get(ThreadStore).require(threadId, threadPolicy.see);
      const course = await tx.get(CourseStore).require(thread.courseId, coursePolicy.join);
      if (thread.isLocked && !(await allows(tx, coursePolicy.moderate, course)))
        throw discussionsErrors.THREAD_LOCKED();
      if (!thread.isPublished) throw discussionsErrors.POST_STATE({ state: thread.state });
      const parentId = await parentOf(tx, thread, replyToId);
      const forum = await tx.get(ForumStore).of(course);
      const post = await write(tx, forum, {
        course,
        threadId,
        parentId,
        title: null,
        tags: [],
        body,
        isAnonymous: isAnonymous ?? false,
      });
      await tx.documents.of(threads).updateOne({ _id: threadId }, { $inc: { written: 1 } });
      await takePart(tx, post);
      if (post.isPublished) await tx.get(Publication).publish(thread, post, post.createdAt);
      return post;
    });
  }
}

/** Writes a post as its author may; whether it is published already, its state says. */
async function write(tx: Scope, forum: Forum, written: Written): Promise<Post> {
  const { course, threadId, parentId, title, tags, body, isAnonymous } = written;
  if (isAnonymous && !forum.allowsAnonymous) throw discussionsErrors.NO_ANONYMITY();
  const authorId = signedIn(tx.viewer);
  const isStaff = await allows(tx, coursePolicy.moderate, course);
  if (!isStaff) await tx.get(SlowMode).demand(forum, authorId);
  const whose = {
    organisationId: course.organisationId,
    courseId: course._id,
    threadId,
    parentId,
    authorId,
    isAnonymous,
  };
  const post = newPost({ ...whose, _id: tx.ids.next(), createdAt: tx.clock.now(), title, body });
  if (!isStaff) await tx.get(Gate).admit(post, tags);
  await tx.documents.of(posts).insertOne(post);
  return post;
}

/** Whoever writes in a thread has read it up to what they wrote, and wants to know what comes of it. */
async function takePart(tx: Scope, { threadId, createdAt }: Post): Promise<void> {
  await tx.get(ReadingService).mark(threadId, createdAt);
  await tx.get(FollowService).set(threadId);
}

async function demandLesson(tx: Scope, lessonId: string, courseId: string): Promise<void> {
  const lesson = isUuid(lessonId) ? await tx.documents.of(lessons).findOne({ _id: lessonId }) : null;
  if (lesson?.courseId !== courseId) throw kitErrors.NOT_FOUND({ thing: 'lesson' });
}

/** Replies are nested two deep: to the thread, and to such a reply. */
async function parentOf(tx: Scope, thread: Thread, replyToId: string | null): Promise<string | null> {
  if (replyToId === null || replyToId === thread.openingPostId) return null;
  const parent = isUuid(replyToId)
    ? await tx.documents.of(posts).findOne({ _id: replyToId, threadId: thread._id })
    : null;
  if (!parent || parent.isUnseen) throw kitErrors.NOT_FOUND({ thing: 'post' });
  if (!parent.isPublished) throw discussionsErrors.POST_STATE({ state: parent.state });
  if (parent.parentId !== null) throw discussionsErrors.REPLY_TOO_DEEP();
  return parent._id;
}
