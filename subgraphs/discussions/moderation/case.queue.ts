import type { Filter } from 'mongodb';
import { documentPage } from '../../../kit/documents/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { daysBefore } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { cases, moderationEntries, type Case, type ModerationEntry } from './case.document';
import { CaseDecision, CaseState } from './case.states';
import type { ModerationStatistics } from './case.input';

const waiting = [CaseState.OPEN, CaseState.CLAIMED, CaseState.APPEALED];

/** What moderators of a course see of their work; null for everyone else. */
export class CaseQueue {
  constructor(private readonly scope: Scope) {}

  /** The oldest first. @throws BAD_CURSOR */
  async cases(courseId: string, state: CaseState, args: PageArgs): Promise<Page<Case> | null> {
    if (!(await this.moderates(courseId))) return null;
    const order = { by: '_id', direction: 'ASC' } as const;
    const { viewer } = this.scope;
    // As the policy says of messages.
    const filter: Filter<Case> = { courseId, state, $or: [{ about: 'POST' }, { authorId: { $ne: viewer.id ?? '' } }] };
    const list = { name: `cases/${courseId}/${state}`, collection: cases, filter, order };
    return documentPage(this.scope, list, args);
  }

  /** The latest first. @throws BAD_CURSOR */
  async log(courseId: string, args: PageArgs): Promise<Page<ModerationEntry> | null> {
    if (!(await this.moderates(courseId))) return null;
    const list = { name: `moderationLog/${courseId}`, collection: moderationEntries, filter: { courseId } };
    return documentPage(this.scope, list, args);
  }

  async statistics(courseId: string): Promise<ModerationStatistics | null> {
    if (!(await this.moderates(courseId))) return null;
    const decidedAt = { $gt: daysBefore(this.scope.clock.now(), 30) };
    const decided = (decision: CaseDecision): Promise<number> =>
      this.scope.documents.of(cases).count({ courseId, decidedAt, decision });
    return {
      waiting: await this.scope.documents.of(cases).count({ courseId, state: { $in: waiting } }),
      approved: await decided(CaseDecision.APPROVE),
      removed: await decided(CaseDecision.REMOVE),
    };
  }

  private async moderates(courseId: string): Promise<boolean> {
    return (await this.scope.get(CourseLoaders).moderated.load(courseId)) !== null;
  }
}
