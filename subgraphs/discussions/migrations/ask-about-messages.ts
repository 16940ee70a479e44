import type { Db } from 'mongodb';
import type { DocumentMigration } from '../../../kit/documents/migration';

/** Moderators are asked about messages as about posts, and messages stand somewhere as posts do. */
export const askAboutMessages: DocumentMigration = {
  name: 'AskAboutMessages',
  run: async (database) => {
    await dropIndexesOver(database, 'moderation_case', 'postId');
    for (const name of ['moderation_case', 'moderation_entry', 'report'])
      await database.collection(name).updateMany({ postId: { $exists: true } }, { $rename: { postId: 'aboutId' } });
    await database.collection('moderation_case').updateMany({ about: { $exists: false } }, { $set: { about: 'POST' } });
    const undated = { waitsSince: { $exists: false } };
    await database.collection('moderation_case').updateMany(undated, [{ $set: { waitsSince: '$createdAt' } }]);
    const messages = database.collection('message');
    const before = { state: { $exists: false } };
    await messages.updateMany({ ...before, deletedAt: null }, { $set: { state: 'PUBLISHED' } });
    await messages.updateMany(before, { $set: { state: 'DELETED' } });
  },
};

/** One that is unique would have one document at most without the path. */
async function dropIndexesOver(database: Db, name: string, path: string): Promise<void> {
  const collection = database.collection(name);
  for (const index of await collection.indexes())
    if (path in index.key && index.name !== undefined) await collection.dropIndex(index.name);
}
