import { kitErrors } from '../../../kit/errors/kit-errors';
import { emit } from '../../../kit/events/emit';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import type { Course } from '../course/course.document';
import { coursePolicy } from '../course/course.policy';
import { CourseStore } from '../course/course.store';
import { CaseStore } from '../moderation/case.store';
import { byHand, type Restriction } from './restriction.document';
import type { LiftRestrictionInput, RestrictMemberInput } from './restriction.input';
import { RestrictionStore } from './restriction.store';

/** What moderators decide about people, without a case. */
export class RestrictionService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, BAD_INPUT */
  restrict({ courseId, userId, kind, until = null, reason = null }: RestrictMemberInput): Promise<Restriction> {
    if (until !== null && until <= this.scope.clock.now())
      throw kitErrors.BAD_INPUT({ fields: { 'input.until': 'Choose a time to come.' } });
    return this.change(courseId, userId, `RESTRICTED ${kind}`, reason, async (tx, { organisationId }) => {
      const told = { courseId, organisationId, userId, kind, until: until?.toISOString() ?? null, reason };
      await emit(tx, 'member.restricted', told);
      return tx.get(RestrictionStore).restrict({ courseId, userId, kind, until, reason }, byHand);
    });
  }

  /** Whatever was decided, with a case or without: they take part again. @throws UNAUTHENTICATED, NOT_FOUND */
  lift({ courseId, userId }: LiftRestrictionInput): Promise<void> {
    return this.change(courseId, userId, 'LIFTED', null, (tx) => tx.get(RestrictionStore).liftAll(courseId, userId));
  }

  private change<T>(
    courseId: string,
    userId: string,
    action: string,
    note: string | null,
    work: (tx: Scope, course: Course) => Promise<T>,
  ): Promise<T> {
    return this.scope.transaction(async (tx) => {
      const course = await tx.get(CourseStore).require(courseId, coursePolicy.moderate);
      const { organisationId, instructorIds } = course;
      if (!isPerson(userId, { instructorIds })) throw kitErrors.NOT_FOUND({ thing: 'person' });
      await tx.get(CaseStore).note({ courseId, organisationId, personId: userId, action, note });
      return work(tx, course);
    });
  }
}

/** Who teaches a course is not kept out of it. */
const isPerson = (userId: string, { instructorIds }: Pick<Course, 'instructorIds'>): boolean =>
  isUuid(userId) && !instructorIds.includes(userId);
