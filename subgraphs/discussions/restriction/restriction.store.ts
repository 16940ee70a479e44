import type { Scope } from '../../../kit/scope/scope';
import { announceMembers } from '../forum/forum.live';
import { Restriction, restrictionId, restrictions } from './restriction.document';

/** Writes of restrictions inside of a transaction; streams of the course are told to look again. */
export class RestrictionStore {
  constructor(private readonly scope: Scope) {}

  async restrict(given: Pick<Restriction, 'courseId' | 'userId' | 'kind' | 'until' | 'reason'>): Promise<Restriction> {
    const _id = restrictionId(given.courseId, given.userId);
    const restriction = Object.assign(new Restriction(), { ...given, _id });
    await this.scope.documents.of(restrictions).replaceOne({ _id }, restriction, { upsert: true });
    announceMembers(this.scope, given.courseId);
    return restriction;
  }

  async lift(courseId: string, userId: string): Promise<void> {
    await this.scope.documents.of(restrictions).deleteOne({ _id: restrictionId(courseId, userId) });
  }
}
