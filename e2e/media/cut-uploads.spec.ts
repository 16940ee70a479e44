import { createCipheriv, createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secrets } from '../../kit/config/secrets';
import { attachEmbeddedPostgres } from '../../kit/database/embedded';
import { demoRandom } from '../../kit/demo/world';
import { Viewer } from '../../kit/identity/viewer';
import { ensureDatabase } from '../../kit/subgraph/house';
import { RunningSubgraph } from '../../kit/subgraph/running';
import { freePorts } from '../../kit/testing/free-ports';
import { requireMongod } from '../../kit/testing/mongod';
import { testHouse } from '../../kit/testing/test-house';
import { until } from '../../kit/testing/until';
import { users } from '../../subgraphs/users';
import { password, userFactory } from '../../subgraphs/users/profile/user.factory';
import { instructorRole } from '../../subgraphs/users/role/built-in-roles';
import { Command } from '../harness/command';
import { CutUpload } from './cut-upload';

/** `npm run test:uploads` sends ten times as much. */
const size = Number(process.env['LYCEUM_TEST_UPLOAD'] ?? 20_000_000);
const cuts = 20;
/** Cuts that are the end of the server. */
const kills: readonly number[] = [7, 14];
const folder = mkdtempSync(join(tmpdir(), 'lyceum-cut-'));
const secret = 'a secret that only tests know, forty-two';

requireMongod();

let origin: string;
let settings: Record<string, string>;
let product: Command;
let token: string;

async function startProduct(): Promise<void> {
  product = new Command(['dev', '--no-seed'], settings);
  await product.says('Ctrl-C stops it');
}

async function ask<T>(query: string, variables: object): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${origin}/graphql`, { method: 'POST', headers, body });
  const { data, errors } = (await response.json()) as { data: T; errors?: object[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** An instructor, written into the product's own database beside it. */
async function makeInstructor(): Promise<string> {
  const key = new Secrets(secret).key('postgres').toString('hex');
  const url = await attachEmbeddedPostgres({ folder: join(folder, 'data', 'postgres'), password: key });
  const subgraph = await RunningSubgraph.start(
    users,
    testHouse((name) => ensureDatabase(url, name)),
  );
  try {
    const scope = subgraph.scope(Viewer.system);
    return (await userFactory(scope, { username: 'sender', roles: [instructorRole.id] })).email;
  } finally {
    await subgraph.stop();
  }
}

beforeAll(async () => {
  const [port] = await freePorts(1);
  origin = `http://127.0.0.1:${port}`;
  settings = {
    LYCEUM_DATA: join(folder, 'data'),
    LYCEUM_SECRET: secret,
    LOG_LEVEL: 'warn',
    PORT: String(port),
    PUBLIC_URL: origin,
    MAX_FILE_BYTES: String(size),
    TRANSCODE_SLOTS: '0',
  };
  await startProduct();
  const input = { email: await makeInstructor(), password };
  const { logIn } = await ask<{ logIn: { accessToken: string } }>(
    `mutation ($input: LogInInput!) { logIn(input: $input) { ... on LogInPayload { accessToken } } }`,
    { input },
  );
  token = logIn.accessToken;
});
afterAll(async () => {
  await product.signal('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

it(`a file of ${size / 1e6} MB, cut off ${cuts} times, the server killed twice: the same bytes`, async () => {
  const source = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16)).update(Buffer.alloc(size));
  const { createUpload } = await ask<{ createUpload: { ticket: { url: string }; asset: { id: string } } }>(
    `mutation ($input: CreateUploadInput!) { createUpload(input: $input) { ticket { url } asset { id } } }`,
    { input: { kind: 'FILE', fileName: 'noise.bin', bytes: String(size) } },
  );
  const upload = new CutUpload(createUpload.ticket.url, token, source);
  const random = demoRandom('cuts');
  const offsets: number[] = [];
  for (let cut = 1; cut <= cuts; cut++) {
    // All cuts together leave some of the file for the end.
    const length = Math.ceil((random() * size) / (cuts + 2));
    await upload.sendAndCut(length, kills.includes(cut) ? () => product.signal('SIGKILL') : undefined);
    if (kills.includes(cut)) await startProduct();
    offsets.push(await upload.offset());
  }
  expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
  expect(offsets.at(-1)).toBeGreaterThan(0);
  expect(offsets.at(-1)).toBeLessThan(size);
  await upload.sendRest();

  const read = async () =>
    (
      await ask<{ asset: { state: string; checksum: string; downloadUrl: string } }>(
        `query ($id: ID!) { asset(id: $id) { state checksum downloadUrl } }`,
        { id: createUpload.asset.id },
      )
    ).asset;
  await until(async () => (await read()).state === 'READY');
  const { checksum, downloadUrl } = await read();
  const sum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  expect(checksum).toBe(sum(source));
  const downloaded = new Uint8Array(await (await fetch(downloadUrl)).arrayBuffer());
  expect([downloaded.length, sum(downloaded)]).toEqual([size, sum(source)]);
}, 600_000);
