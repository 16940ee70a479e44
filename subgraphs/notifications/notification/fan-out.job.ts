import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import type { Occasion } from '../kind/occasion';
import { Learners } from '../learner/learners';
import { Notifying } from './notifying';

/** People per transaction: memory and locks are bounded, however many a course has. */
const pageSize = 500;

interface Part {
  readonly occasion: Occasion;
  readonly eventId: string;
  readonly courseId: string;
  /** The last person of the page before. */
  readonly after: string | null;
}

/** Tells all learners of a course, page by page: each page and the job of the next commit together. */
export const fanOut: Job<Part> = defineJob('fan_out', (scope, { occasion, eventId, courseId, after }) =>
  scope.transaction(async (tx) => {
    const people = await tx.get(Learners).page(courseId, after, pageSize);
    await tx.get(Notifying).write(occasion, eventId, people);
    if (people.length === pageSize)
      await enqueue(tx, fanOut, { occasion, eventId, courseId, after: people.at(-1) ?? null });
  }),
);
