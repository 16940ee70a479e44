import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../kit/database/embedded';
import { ensureDatabase } from '../../kit/subgraph/house';
import { until } from '../../kit/testing/until';
import { CatalogueDocument, RegisterDocument } from '../../schema/operations/operations';
import { Lyceum, type Answer } from '../harness/lyceum';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-outage-'));
chmodSync(folder, 0o755);
const options = { folder: join(folder, 'postgres'), password: 'outage', durable: false };

let postgres: EmbeddedPostgres;
let lyceum: Lyceum;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres(options);
  lyceum = await Lyceum.open({ databaseUrl: (subgraph) => ensureDatabase(postgres.url, subgraph) });
  await lyceum.platform.startWorkers();
});

afterAll(async () => {
  await lyceum.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Four clients that ask without a pause, until they have seen so many answers of the kind. */
async function askUntil(count: number, isWanted: (answer: Answer<unknown>) => boolean): Promise<Answer<unknown>[]> {
  const answers: Answer<unknown>[] = [];
  const seen = () => answers.filter(isWanted).length;
  const client = async (): Promise<void> => {
    while (seen() < count)
      answers.push(await lyceum.send(CatalogueDocument, { variables: { filter: { search: `${answers.length}` } } }));
  };
  await Promise.all([client(), client(), client(), client()]);
  return answers;
}

const isFine = (answer: Answer<unknown>): boolean => answer.errors.length === 0;
const isRefused = (answer: Answer<unknown>): boolean => answer.errors.length > 0;

it('PostgreSQL stops under load: requests fail with a coded error, the process lives, and recovers when it is back', async () => {
  await askUntil(20, isFine);

  const during = askUntil(20, isRefused);
  await postgres.stop();
  const refused = (await during).filter(isRefused);
  expect(new Set(refused.flatMap(({ errors }) => errors.map(({ extensions }) => extensions['code'])))).toEqual(
    new Set(['UNAVAILABLE']),
  );
  expect(await lyceum.platform.isReachable()).toBe(false);
  const ready = await fetch(`${lyceum.url}/health/ready`);
  expect(ready.status).toBe(503);
  expect((await fetch(`${lyceum.url}/health/live`)).status).toBe(200);

  postgres = await startEmbeddedPostgres({ ...options, port: Number(new URL(postgres.url).port) });
  await askUntil(20, isFine);
  await until(() => lyceum.platform.isReachable());

  // The workers are back as well: a letter is a job.
  const email = 'after@outage.example';
  await lyceum.ask(RegisterDocument, {
    variables: { input: { email, username: 'after', password: 'nine slow barges on the canal' } },
  });
  await lyceum.letters.waitForLetter(email);
});
