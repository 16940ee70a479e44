import { on } from '../../../kit/events/on';
import { enqueue } from '../../../kit/jobs/job';
import { erasures } from './erasure.document';
import { forgetPerson } from './forget-person.job';

/** Nobody said anything who is nobody any more. */
export const onUserErased = on('user.erased', async (tx, { userId: _id }) => {
  const begun = { pseudonym: tx.ids.next(), batches: 0 };
  const options = { upsert: true };
  const whom = await tx.documents.of(erasures).findOneAndUpdate({ _id }, { $setOnInsert: begun }, options);
  await enqueue(tx, forgetPerson, { userId: _id, batch: whom!.batches });
});
