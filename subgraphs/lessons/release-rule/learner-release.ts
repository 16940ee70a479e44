import { releaseOf, type Release } from '../../../kit/learning/release';
import type { Scope } from '../../../kit/scope/scope';
import { LearnerLoaders } from '../access/learner.loaders';
import type { Lesson } from '../lesson/lesson.entity';

/** Whether lessons are open for the viewer. */
export class LearnerRelease {
  constructor(private readonly scope: Scope) {}

  /** Null for a viewer who is not enrolled. */
  async of({ id, courseId, releaseRules }: Lesson): Promise<Release | null> {
    const learner = this.scope.get(LearnerLoaders);
    const enrolledAt = await learner.enrolledAt.load(courseId);
    if (enrolledAt === null) return null;
    const completed = await learner.completed.load(courseId);
    return releaseOf(releaseRules, { lessonId: id, now: this.scope.clock.now(), enrolledAt, completed });
  }
}
