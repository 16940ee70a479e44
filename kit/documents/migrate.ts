import { createHash } from 'node:crypto';
import type { Collection as Raw, Db, IndexDescription } from 'mongodb';
import type { Collection, DocumentIndex, Identified } from './collection';
import { kitCollections } from './kit-collections';
import type { DocumentMigration } from './migration';

/** What a subgraph's documents are. */
export interface DocumentsDefinition {
  readonly collections: readonly Collection[];
  readonly migrations: readonly DocumentMigration[];
}

/**
 * Makes collections, runs the steps that have not run, then makes the indexes agree with what is declared. The caller
 * keeps two processes apart. Returns how many steps ran.
 */
export async function migrateDocuments(
  database: Db,
  { collections, migrations }: DocumentsDefinition,
): Promise<number> {
  const all = [...collections, ...kitCollections];
  // A transaction that has to make its collection first may conflict with another that does.
  const known = new Set((await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  for (const { name } of all) if (!known.has(name)) await database.createCollection(name);
  const count = await runSteps(database, migrations);
  for (const { name, indexes } of all) await agree(database.collection(name), indexes);
  return count;
}

async function runSteps(database: Db, migrations: readonly DocumentMigration[]): Promise<number> {
  const done = database.collection<Identified>('migration');
  const known = new Set((await done.find().toArray()).map(({ _id }) => _id));
  const due = migrations.filter(({ name }) => !known.has(name));
  for (const { name, run } of due) {
    await run(database);
    await done.insertOne({ _id: name });
  }
  return due.length;
}

async function agree(collection: Raw, declared: readonly DocumentIndex[]): Promise<void> {
  const wanted = declared.map(description);
  const present = (await collection.indexes()).filter(({ name }) => name !== '_id_');
  const names = new Set(present.map(({ name }) => name));
  for (const index of wanted) if (!names.has(index.name)) await make(collection, index, present);
  const kept = new Set(wanted.map(({ name }) => name));
  for (const name of (await collection.indexes()).map((index) => index.name ?? ''))
    if (name !== '_id_' && !kept.has(name)) await collection.dropIndex(name);
}

/** IndexOptionsConflict, IndexKeySpecsConflict. */
const conflicts = new Set<unknown>([85, 86]);

/** The old index stays until the new one is there, but where MongoDB does not want both: those over the same paths go first. */
async function make(
  collection: Raw,
  index: IndexDescription & { name: string },
  present: readonly IndexDescription[],
): Promise<void> {
  try {
    await collection.createIndexes([index]);
  } catch (error) {
    if (!conflicts.has((error as { code?: unknown }).code)) throw error;
    const paths = JSON.stringify(index.key);
    for (const { name, key } of present) if (JSON.stringify(key) === paths) await collection.dropIndex(name ?? '');
    await collection.createIndexes([index]);
  }
}

/** The name holds a hash of everything that is declared, so that a changed index is another one. */
function description({ keys, unique, where, expireAfterSeconds }: DocumentIndex): IndexDescription & { name: string } {
  const index = {
    key: keys,
    ...(unique ? { unique } : {}),
    ...(where ? { partialFilterExpression: where } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  };
  const hash = createHash('sha256').update(JSON.stringify(index)).digest('hex').slice(0, 8);
  return { ...index, name: `${Object.keys(keys).join('_')}_${hash}` };
}
