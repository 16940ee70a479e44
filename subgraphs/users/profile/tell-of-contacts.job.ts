import { IsNull, MoreThan } from 'typeorm';
import { emitAll } from '../../../kit/events/emit-all';
import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import { contactFacts } from './profile.events';
import { User } from './user.entity';

/** People per transaction. */
const pageSize = 500;

/** Tells how everyone is reached, page by page; who has heard it already keeps what they know. */
export const tellOfContacts: Job<{ after: string | null }> = defineJob('tell_of_contacts', (scope, { after }) =>
  scope.transaction(async (tx) => {
    const where = { erasedAt: IsNull(), ...(after === null ? {} : { id: MoreThan(after) }) };
    const people = await tx.db.find(User, { where, order: { id: 'ASC' }, take: pageSize });
    await emitAll(
      tx,
      'user.changed',
      people.map((user) => contactFacts(tx, user)),
    );
    if (people.length === pageSize) await enqueue(tx, tellOfContacts, { after: people.at(-1)!.id });
  }),
);
