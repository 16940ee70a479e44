import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { MembershipLoaders } from '../enrollment/membership.loaders';
import { PostState } from '../post/post.states';
import { threads, type Thread } from '../thread/thread.document';
import { readMarkId, readMarks } from './read-mark.document';

/** Beyond so many unread threads nobody counts. */
export const mostUnread = 100;

const beginning = new Date(0);

/** What the viewer has not read. Whatever was said before they enrolled counts as read. */
export class ReadingLoaders {
  /** By id of the thread or course. */
  private readonly mark: Loader<string, Date>;

  constructor(private readonly scope: Scope) {
    this.mark = loadWith((targetIds) => this.readMarks(targetIds), beginning);
  }

  async isUnread({
    _id,
    courseId,
    lastActivityAt,
  }: Pick<Thread, '_id' | 'courseId' | 'lastActivityAt'>): Promise<boolean> {
    if (this.scope.viewer.id === null) return false;
    const [mark, from] = await Promise.all([this.mark.load(_id), this.baseline(courseId)]);
    return lastActivityAt > mark && lastActivityAt > from;
  }

  /** However many threads there are, one page of an index and the marks of those in it are read. */
  async unreadIn(courseId: string): Promise<number> {
    if (this.scope.viewer.id === null) return 0;
    const filter = { courseId, state: PostState.PUBLISHED, lastActivityAt: { $gt: await this.baseline(courseId) } };
    const newest = await this.scope.documents
      .of(threads)
      .find(filter, { projection: { courseId: 1, lastActivityAt: 1 } })
      .sort({ lastActivityAt: -1 })
      .limit(mostUnread)
      .toArray();
    return (await Promise.all(newest.map((thread) => this.isUnread(thread)))).filter(Boolean).length;
  }

  private async baseline(courseId: string): Promise<Date> {
    const [all, since] = await Promise.all([
      this.mark.load(courseId),
      this.scope.get(MembershipLoaders).enrolledAt.load(courseId),
    ]);
    return since && since > all ? since : all;
  }

  private async readMarks(targetIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const userId = this.scope.viewer.id ?? '';
    const found = await this.scope.documents
      .of(readMarks)
      .find({ _id: { $in: targetIds.map((targetId) => readMarkId(targetId, userId)) } })
      .toArray();
    return new Map(found.map(({ targetId, at }) => [targetId, at]));
  }
}
