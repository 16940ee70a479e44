import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Completion } from './completion.entity';
import { Enrollment } from './enrollment.entity';

const nothing: ReadonlySet<string> = new Set();

/** What is known of the viewer as a learner, by course id. Nobody else's enrolment can be asked for. */
export class LearnerLoaders {
  /** Since when the viewer is enrolled in a course; null when not. */
  readonly enrolledAt: Loader<string, Date | null>;
  /** Ids of the lessons of a course that the viewer has completed. */
  readonly completed: Loader<string, ReadonlySet<string>>;

  constructor(private readonly scope: Scope) {
    this.enrolledAt = loadWith<Date | null>((courseIds) => this.readEnrollments(courseIds), null);
    this.completed = loadWith((courseIds) => this.readCompletions(courseIds), nothing);
  }

  private async readEnrollments(courseIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const { viewer, db } = this.scope;
    if (viewer.id === null) return new Map();
    const active = await db
      .createQueryBuilder(Enrollment, 'row')
      .where('row.userId = :userId AND row.courseId = ANY(:courseIds) AND row.endedAt IS NULL', {
        userId: viewer.id,
        courseIds,
      })
      .orderBy('row.startedAt', 'DESC')
      .getMany();
    // Of several runs at once the first counts: the last entry of a key wins, and it is the oldest.
    return new Map(active.map((enrollment) => [enrollment.courseId, enrollment.startedAt]));
  }

  private async readCompletions(courseIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const { viewer, db } = this.scope;
    if (viewer.id === null) return new Map();
    const completions = await db
      .createQueryBuilder(Completion, 'row')
      .where('row.userId = :userId AND row.courseId = ANY(:courseIds)', { userId: viewer.id, courseIds })
      .getMany();
    const groups = Map.groupBy(completions, (completion) => completion.courseId);
    return new Map(
      [...groups].map(([courseId, group]) => [courseId, new Set(group.map((completion) => completion.lessonId))]),
    );
  }
}
