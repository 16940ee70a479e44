import type { Scope } from '../../../kit/scope/scope';
import type { Course } from '../course/course.document';
import { Forum, forums } from './forum.document';

/** Reads and writes of forums inside of a transaction. */
export class ForumStore {
  constructor(private readonly scope: Scope) {}

  async of({ _id, organisationId }: Course): Promise<Forum> {
    return (await this.scope.documents.of(forums).findOne({ _id })) ?? Forum.empty(_id, organisationId);
  }

  save(forum: Forum): Promise<unknown> {
    return this.scope.documents.of(forums).replaceOne({ _id: forum._id }, forum, { upsert: true });
  }

  /** Threads and unanswered questions that came, or went. */
  async count(
    { courseId: _id, organisationId }: { readonly courseId: string; readonly organisationId: string | null },
    { threads = 0, unanswered = 0 }: { readonly threads?: number; readonly unanswered?: number },
  ): Promise<void> {
    if (threads === 0 && unanswered === 0) return;
    const {
      threadCount: _threads,
      unansweredCount: _unanswered,
      _id: _same,
      ...rest
    } = Forum.empty(_id, organisationId);
    await this.scope.documents
      .of(forums)
      .updateOne(
        { _id },
        { $inc: { threadCount: threads, unansweredCount: unanswered }, $setOnInsert: rest },
        { upsert: true },
      );
  }
}
