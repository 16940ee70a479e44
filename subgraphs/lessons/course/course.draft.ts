import type { Policy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from './course.entity';
import { coursePolicy } from './course.policy';

/** A section or a lesson. */
interface Part {
  readonly id: string;
  readonly courseId: string;
}

/** What is to change: a row of the draft, as the viewer may edit it. */
export interface PartToChange<P extends Part> {
  readonly entity: new () => P;
  readonly id: string;
  readonly policy: Policy<P>;
  readonly expectedVersion?: number | null | undefined;
}

/** Changes of a course's draft happen one after the other, and each is counted. */
export class DraftService {
  constructor(private readonly scope: Scope) {}

  /** Locks the course, does the work, counts the change. @throws NOT_FOUND, UNAUTHENTICATED */
  change<T>(courseId: string, work: (tx: Scope, course: Course) => Promise<T>): Promise<T> {
    return this.scope.transaction(async (tx) => {
      const course = await tx.require(Course, courseId, coursePolicy.edit);
      const result = await work(tx, course);
      await tx.save(course);
      return result;
    });
  }

  /**
   * The same for one section or lesson. The course is locked before the row: with one order for all, no two edits wait
   * for each other. @throws NOT_FOUND, UNAUTHENTICATED, CONFLICT
   */
  async changePart<P extends Part, T>(
    { entity, id, policy, expectedVersion }: PartToChange<P>,
    work: (tx: Scope, part: P, course: Course) => Promise<T>,
  ): Promise<T> {
    const { courseId } = await this.scope.require(entity, id, policy);
    return this.change(courseId, async (tx, course) =>
      work(tx, await tx.require(entity, id, policy, expectedVersion), course),
    );
  }
}
