import { describeWithMongod } from '../testing/mongod';
import { sampleDocuments, seenDocuments, sentDocuments } from '../testing/sample-documents';
import { sample } from '../testing/sample-subgraph';
import { crashContract } from './crash.contract';

describe('facts in PostgreSQL', () => {
  crashContract({
    definition: sample,
    sent: async ({ db }) => (await db.query<{ id: string }[]>('SELECT user_id AS id FROM sent')).map(({ id }) => id),
    seen: async ({ db }) => {
      const rows = await db.query<{ id: string; times: number }[]>('SELECT user_id AS id, times FROM seen');
      return new Map(rows.map(({ id, times }) => [id, times]));
    },
  });
});

describeWithMongod('facts in MongoDB', () => {
  crashContract({
    definition: sampleDocuments,
    sent: async ({ documents }) => (await documents.of(sentDocuments).find().toArray()).map(({ _id }) => _id),
    seen: async ({ documents }) => {
      const found = await documents.of(seenDocuments).find().toArray();
      return new Map(found.map(({ _id, times }) => [_id, times]));
    },
  });
});
