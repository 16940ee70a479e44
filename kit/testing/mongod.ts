import { randomBytes } from 'node:crypto';
import { documentsUrl } from '../documents/documents-url';
import { runsAll } from './needs';

declare global {
  /** Read by the test environment: the file's tests are then skipped. */
  var skipsFile: boolean | undefined;
}

/** The URL of the run's MongoDB server, if there is one. Jest's workers get no other way to be told. */
const server = (): string | undefined => process.env.LYCEUM_TEST_MONGODB;

/**
 * Says that a file's tests need MongoDB: they are skipped with one line where none can be had, unless LYCEUM_TEST_ALL=1
 * wants them to fail. Call it before the tests are defined.
 */
export function requireMongod(): void {
  if (server() || runsAll) return;
  globalThis.skipsFile = true;
  process.stderr.write(
    `Skipped, no MongoDB here (install mongod, or python3 with pip): ${expect.getState().testPath ?? ''}\n`,
  );
}

/** The URL of the run's MongoDB server. @throws where there is none */
export function testMongod(): string {
  const url = server();
  if (!url) throw new Error('No MongoDB here: install mongod, or python3 with pip.');
  return url;
}

/** Ends what whole processes made on the run's server. */
export async function dropDocuments(names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => dropDatabase(documentsUrl(testMongod(), name))));
}

/** Databases of MongoDB that nobody else uses, one for each subgraph named. @throws where there is no MongoDB */
export function testDocuments(subgraphs: readonly string[]): {
  documentsUrl: (subgraph: string) => Promise<string>;
  drop: () => Promise<void>;
} {
  const url = subgraphs.length > 0 ? testMongod() : '';
  const run = randomBytes(6).toString('hex');
  const own = new Map(subgraphs.map((name) => [name, documentsUrl(url, `test_${name}_${run}`)]));
  return {
    documentsUrl: (subgraph) => Promise.resolve(own.get(subgraph) ?? ''),
    drop: async () => {
      await Promise.all([...own.values()].map(dropDatabase));
    },
  };
}

async function dropDatabase(url: string): Promise<void> {
  // The driver takes its time to load, and most files have no documents.
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(url);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
}

/** `describe` for what needs MongoDB in a file that has other tests, too: skipped as by `requireMongod`. */
export function describeWithMongod(name: string, run: () => void): void {
  if (server() || runsAll) return describe(name, run);
  process.stderr.write(`Skipped, no MongoDB here (install mongod, or python3 with pip): ${name}\n`);
  // Not `run`: a subgraph that is opened in it would skip the whole file.
  return describe.skip(name, () => {
    it('needs MongoDB', () => undefined);
  });
}
