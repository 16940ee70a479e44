import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { forgetSome } from './erasure';
import { erasures } from './erasure.document';

interface Batch {
  readonly userId: string;
  /** How many are done before this one. */
  readonly batch: number;
}

/** In how many documents one transaction forgets somebody: it takes a second or two at most. */
export const forgettingSize = 200;

/**
 * Forgets somebody in batches, each in a transaction with the job for the next: who said much for years is forgotten as surely as
 * who said little, and a crash repeats nothing. A batch that runs twice, also at once, is done once.
 */
export const forgetPerson: Job<Batch> = defineJob('forget_person', (scope: Scope, { userId, batch }: Batch) =>
  scope.transaction(async (tx) => {
    const rows = tx.documents.of(erasures);
    const whom = await rows.findOneAndUpdate({ _id: userId, batches: batch }, { $inc: { batches: 1 } });
    if (!whom) return;
    if (await forgetSome(tx, whom, forgettingSize)) await rows.deleteOne({ _id: userId });
    else await enqueue(tx, forgetPerson, { userId, batch: batch + 1 });
  }),
);
