import type { Filter } from 'mongodb';
import { documentPage } from '../../../kit/documents/page';
import type { Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { PostState } from '../post/post.states';
import { tidied } from './tags';
import { threads, type Thread } from './thread.document';
import type { ThreadFilter, ThreadOrder, ThreadPageArgs } from './thread.input';
import { ThreadKind } from './thread.kind';

const orders = {
  ACTIVITY: { by: 'lastActivityAt', direction: 'DESC' },
  NEWEST: { by: '_id', direction: 'DESC' },
  VOTES: { by: 'score', direction: 'DESC' },
} as const satisfies Record<ThreadOrder, object>;

/** An id that nobody has stands for nothing at all. */
const nothing = '';

/** Lists of threads. */
export class ThreadLists {
  constructor(private readonly scope: Scope) {}

  /** A course's threads that are published; none for whoever takes no part in it. @throws BAD_CURSOR */
  ofCourse(courseId: string, args: ThreadPageArgs): Promise<Page<Thread>> {
    return this.page(courseId, conditionOf(args.filter ?? {}), args);
  }

  /** What is said about a lesson. @throws BAD_CURSOR */
  async ofLesson(lessonId: string, args: ThreadPageArgs): Promise<Page<Thread>> {
    const lesson = await this.scope.get(LessonLoaders).known.load(lessonId);
    return this.page(lesson?.courseId ?? nothing, { ...conditionOf(args.filter ?? {}), lessonId }, args);
  }

  /** What staff keep on top, the newest first. */
  async pinned(courseId: string): Promise<Thread[]> {
    if ((await this.scope.get(CourseLoaders).joined.load(courseId)) === null) return [];
    const filter = { courseId, isPinned: true, state: PostState.PUBLISHED };
    return this.scope.documents.of(threads).find(filter).sort({ _id: -1 }).limit(mostPinned).toArray();
  }

  private async page(
    courseId: string,
    where: Filter<Thread>,
    { orderBy, ...args }: ThreadPageArgs,
  ): Promise<Page<Thread>> {
    const isJoined = (await this.scope.get(CourseLoaders).joined.load(courseId)) !== null;
    const filter = { ...where, courseId: isJoined ? courseId : nothing };
    const list = { name: `threads/${JSON.stringify(filter)}`, collection: threads, filter };
    return documentPage(this.scope, { ...list, order: orders[orderBy] }, args);
  }
}

export const mostPinned = 10;

function conditionOf({ lessonId, kind, tag, isUnanswered }: ThreadFilter): Filter<Thread> {
  const [tidy] = tag ? tidied([tag]) : [];
  return {
    state: PostState.PUBLISHED,
    ...(lessonId ? { lessonId } : {}),
    ...(kind ? { kind } : {}),
    ...(tidy ? { tags: tidy } : {}),
    ...(isUnanswered == null ? {} : { kind: ThreadKind.QUESTION, isAnswered: !isUnanswered }),
  };
}
