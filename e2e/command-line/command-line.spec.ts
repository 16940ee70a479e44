import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../kit/testing/free-ports';
import { describeWithMongod } from '../../kit/testing/mongod';
import { runsAll } from '../../kit/testing/needs';
import { Command, run } from '../harness/command';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-dev-'));
chmodSync(folder, 0o755);
let origin: string;
let environment: Record<string, string>;

beforeAll(async () => {
  const [port] = await freePorts(1);
  origin = `http://127.0.0.1:${port}`;
  environment = {
    LYCEUM_DATA: join(folder, 'data'),
    PORT: String(port),
    LOG_LEVEL: 'warn',
    // Whoever runs everything starts with the demo as people do, its video included.
    ...(runsAll ? {} : { DEMO_LEARNERS: '30', TRANSCODE_SLOTS: '0' }),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask<T>(query: string): Promise<T> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: T }).data;
}

const courseCount = async () =>
  (await ask<{ courses: { totalCount: number } }>('{ courses(first: 1) { totalCount } }')).courses.totalCount;
const register = (username: string) =>
  ask(
    `mutation { register(input: { email: "${username}@start.example", username: "${username}", password: "nine slow barges on the canal" }) { email } }`,
  );

describeWithMongod('lyceum dev', () => {
  it('starts with demo data and prints its addresses and accounts; a second process on the same folder is refused', async () => {
    const product = new Command(['dev'], environment);
    await product.says('Ctrl-C stops it');
    for (const text of [
      `http://localhost:${environment['PORT']}/graphql`,
      'learner@lyceum.test',
      'correct horse battery staple',
    ])
      expect(product.output).toContain(text);
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    expect(await courseCount()).toBe(12);
    expect(await (await fetch(`${origin}/metrics`)).text()).toContain(
      'lyceum_subgraph_dead{subgraph="lessons",kind="event"} 0',
    );
    await register('kept');
    const letters = await (await fetch(`${origin}/dev/mail.json`)).json();
    expect(await (await fetch(`${origin}/dev/outbox.json`)).json()).toEqual([]);
    expect(letters).toBeDefined();

    const second = await run(['dev'], { ...environment, PORT: '0' });
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining('already runs') });
    const dead = await run(['events', 'dead'], environment);
    expect(dead).toMatchObject({ code: 0, output: expect.stringContaining('Nothing is dead.') });
    const rotated = await run(['keys', 'rotate'], environment);
    expect(rotated).toMatchObject({ code: 0, output: expect.stringContaining('signed by a new key') });
    const keys = (await (await fetch(`${origin}/.well-known/jwks.json`)).json()) as { keys: unknown[] };
    expect(keys.keys.length).toBeGreaterThanOrEqual(1);
    expect((await product.signal('SIGKILL')).code).toBeNull();
  }, 900_000);

  it('starts again with its data after kill -9, though its PostgreSQL was left behind; Ctrl-C ends it cleanly', async () => {
    const product = new Command(['dev'], environment);
    await product.says('Ctrl-C stops it');
    expect(await courseCount()).toBe(12);
    expect(await product.signal('SIGINT')).toMatchObject({ code: 0 });
  });
});

describe('exit codes and help tell the truth', () => {
  it.each([
    [[]],
    [['dev']],
    [['serve']],
    [['migrate']],
    [['seed']],
    [['compose']],
    [['keys', 'rotate']],
    [['events', 'dead']],
    [['events', 'replay']],
    [['documents', 'publish']],
    [['documents', 'list']],
    [['documents', 'deprecate']],
    [['documents', 'retire']],
    [['documents', 'check']],
  ])('lyceum %j --help', async (args) => {
    const { code, output } = await run([...args, '--help']);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Usage: lyceum') });
  });

  it.each([
    ['an unknown command', ['fly'], {}, "unknown command 'fly'"],
    ['an unknown subgraph', ['serve', 'poems'], {}, 'There is no subgraph poems'],
    ['a gateway beside subgraphs', ['serve', 'gateway', 'users'], {}, 'by itself'],
    ['several processes of a subgraph', ['serve', 'users', '--workers', '2'], {}, 'for the gateway'],
    ['no number of processes', ['serve', 'gateway', '--workers', 'many'], {}, 'from 1 to 999'],
    ['a supergraph that is not there', ['serve', 'gateway', '--supergraph-sdl', '/nowhere'], {}, '/nowhere'],
    ['subgraphs whose events would be lost', ['serve', 'courses'], {}, 'would not reach'],
    ['a malformed setting', ['dev'], { PORT: 'eighty' }, 'PORT'],
    ['production without its settings', ['serve', 'users'], { NODE_ENV: 'production' }, 'DATABASE_URL'],
  ])('%s ends with 1 and says why, without a stack', async (_, args, environment, reason) => {
    const { code, output } = await run(args, environment);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(reason) });
    expect(output).not.toMatch(/^\s+at /m);
  });
});
