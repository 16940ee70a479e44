import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { Followers } from '../follow/followers';
import type { Crowd, Occasion } from '../kind/occasion';
import { Learners } from '../learner/learners';
import { Notifying } from './notifying';

/** People per transaction: memory and locks are bounded, however many there are. */
const pageSize = 500;

interface Part {
  readonly occasion: Occasion;
  readonly to: Crowd;
  readonly eventId: string;
  /** The last person of the page before. */
  readonly after: string | null;
}

/** Tells a crowd page by page: each page and the job of the next commit together. */
export const fanOut: Job<Part> = defineJob('fan_out', (scope, { occasion, to, eventId, after }) =>
  scope.transaction(async (tx) => {
    const people = await pageOf(tx, to, after);
    await tx.get(Notifying).write(occasion, eventId, people);
    if (people.length === pageSize) await enqueue(tx, fanOut, { occasion, to, eventId, after: people.at(-1) ?? null });
  }),
);

function pageOf(tx: Scope, to: Crowd, after: string | null): Promise<string[]> {
  return 'learnersOf' in to
    ? tx.get(Learners).page(to.learnersOf, after, pageSize)
    : tx.get(Followers).page(to.followersOf, after, pageSize);
}
