import { inbox } from '../documents/kit-collections';
import { sampleDocuments, seenDocuments, sentDocuments } from '../testing/sample-documents';
import { describeWithMongod } from '../testing/mongod';
import { sample } from '../testing/sample-subgraph';
import { eventsContract } from './events.contract';

describe('facts in PostgreSQL', () => {
  eventsContract({
    definition: sample,
    timesSeen: async ({ db }, userId) => {
      const rows = await db.query<{ times: number }[]>('SELECT times FROM seen WHERE user_id = $1', [userId]);
      return rows[0]?.times ?? 0;
    },
    send: ({ db }, userId) => db.query('INSERT INTO sent (user_id) VALUES ($1)', [userId]),
    wasSent: async ({ db }, userId) =>
      (await db.query<unknown[]>('SELECT 1 FROM sent WHERE user_id = $1', [userId])).length > 0,
    isNoted: async ({ db }, eventId) =>
      (await db.query<unknown[]>('SELECT 1 FROM inbox WHERE event_id = $1', [eventId])).length > 0,
  });
});

describeWithMongod('facts in MongoDB', () => {
  eventsContract({
    definition: sampleDocuments,
    timesSeen: async ({ documents }, userId) =>
      (await documents.of(seenDocuments).findOne({ _id: userId }))?.times ?? 0,
    send: ({ documents }, userId) => documents.of(sentDocuments).insertOne({ _id: userId }),
    wasSent: async ({ documents }, userId) => (await documents.of(sentDocuments).count({ _id: userId })) > 0,
    isNoted: async ({ documents }, eventId) =>
      (await documents.of(inbox).findOne({ _id: `user.registered/default:${eventId}` })) !== null,
  });
});
