import type { AnyBulkWriteOperation, Db, Document } from 'mongodb';
import type { Identified } from '../../../kit/documents/collection';
import type { DocumentMigration } from '../../../kit/documents/migration';
import { namesIn, namesInPost } from '../post/named';

type Row = Identified & Document;

/** So many documents are written at once. */
const atOnce = 500;

/** Texts remember everyone to whom they lead, where they remembered the first twenty of those whom they mention. */
export const nameEverybody: DocumentMigration = {
  name: 'NameEverybody',
  run: async (database) => {
    await fill(database, 'post', ({ words, text }) => namesInPost({ words: String(words), text: String(text) }));
    await fill(database, 'post_edit', ({ body }) => namesIn(String(body)));
    await fill(database, 'message', ({ body }) => (body === null ? [] : namesIn(String(body))));
  },
};

/** One that was cut off goes on where it was. */
async function fill(database: Db, name: string, namesOf: (row: Row) => string[]): Promise<void> {
  const rows = database.collection<Row>(name);
  let due: AnyBulkWriteOperation<Row>[] = [];
  const write = async (): Promise<void> => {
    if (due.length > 0) await rows.bulkWrite(due, { ordered: false });
    due = [];
  };
  for await (const row of rows.find({ namedIds: { $exists: false } })) {
    const update = { $set: { namedIds: namesOf(row) }, $unset: { mentionedIds: true as const } };
    due.push({ updateOne: { filter: { _id: row._id }, update } });
    if (due.length >= atOnce) await write();
  }
  await write();
}
