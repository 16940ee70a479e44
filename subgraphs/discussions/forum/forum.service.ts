import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from '../course/course.policy';
import { CourseStore } from '../course/course.store';
import { tidied } from '../thread/tags';
import type { Forum } from './forum.document';
import type { UpdateForumInput } from './forum.input';
import { ForumStore } from './forum.store';

/** What staff decide about a course's forum. */
export class ForumService {
  constructor(private readonly scope: Scope) {}

  /** What is not told stays. @throws UNAUTHENTICATED, NOT_FOUND, CONFLICT */
  update({ courseId, expectedVersion, ...told }: UpdateForumInput): Promise<Forum> {
    return this.scope.transaction(async (tx) => {
      const course = await tx.get(CourseStore).require(courseId, coursePolicy.moderate);
      const forum = await tx.get(ForumStore).of(course);
      if ((expectedVersion ?? forum.version) !== forum.version)
        throw kitErrors.CONFLICT({ currentVersion: forum.version });
      Object.assign(forum, {
        allowsAnonymous: told.allowsAnonymous ?? forum.allowsAnonymous,
        allowsDirectMessages: told.allowsDirectMessages ?? forum.allowsDirectMessages,
        slowModeSeconds: told.slowModeSeconds ?? forum.slowModeSeconds,
        proposedTags: told.proposedTags ? tidied(told.proposedTags) : forum.proposedTags,
        version: forum.version + 1,
      });
      await tx.get(ForumStore).save(forum);
      return forum;
    });
  }
}
