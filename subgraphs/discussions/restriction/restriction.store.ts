import type { Scope } from '../../../kit/scope/scope';
import { announceMembers } from '../forum/forum.live';
import { announceKeptOut } from './announce-kept-out';
import { everywhere, Restriction, restrictionId, restrictions } from './restriction.document';

/** Writes of restrictions inside of a transaction; streams of the course are told to look again. */
export class RestrictionStore {
  constructor(private readonly scope: Scope) {}

  async restrict(
    given: Pick<Restriction, 'courseId' | 'userId' | 'kind' | 'until' | 'reason'>,
    source: string,
  ): Promise<Restriction> {
    const _id = restrictionId(given, source);
    const restriction = Object.assign(new Restriction(), { ...given, _id });
    await this.scope.documents.of(restrictions).replaceOne({ _id }, restriction, { upsert: true });
    if (given.courseId === everywhere) await announceKeptOut(this.scope, given.userId);
    else announceMembers(this.scope, given.courseId, given.userId);
    return restriction;
  }

  /** What one source decided; what others did stays. */
  async lift(whom: Pick<Restriction, 'courseId' | 'userId'>, source: string): Promise<void> {
    await this.scope.documents.of(restrictions).deleteOne({ _id: restrictionId(whom, source) });
  }

  async liftAll(courseId: string, userId: string): Promise<void> {
    await this.scope.documents.of(restrictions).deleteMany({ userId, courseId });
  }
}
