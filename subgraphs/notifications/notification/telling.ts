import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import type { Occasion } from '../kind/occasion';
import { fanOut } from './fan-out.job';
import { Notifying } from './notifying';

/** Finds those who are to hear of something: few at once, a crowd by a job. */
export class Telling {
  constructor(private readonly tx: Scope) {}

  /** @throws Error where it is about a course of which no event has told yet */
  async tell(occasion: Occasion, eventId: string, now?: Date): Promise<void> {
    const { to } = occasion;
    if ('learnersOf' in to || 'followersOf' in to)
      return enqueue(this.tx, fanOut, { occasion, to, eventId, after: null }, { key: `fan-out:${eventId}` });
    const people =
      'people' in to ? to.people : (await this.tx.get(CourseLoaders).known(to.instructorsOf)).instructorIds;
    await this.tx.get(Notifying).write(occasion, eventId, people, now);
  }
}
