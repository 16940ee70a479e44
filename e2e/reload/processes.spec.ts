import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { until } from '../../kit/testing/until';
import { freePorts } from '../../kit/testing/free-ports';
import { Command, run } from '../harness/command';
import { supergraphs } from './school';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-reload-'));
const supergraph = join(folder, 'supergraph.yaml');
const sdl = join(folder, 'supergraph.graphql');
const token = 'who reads the metrics';
let environment: Record<string, string>;

beforeAll(async () => {
  const [port, ...nobody] = await freePorts(3);
  const subgraphs = ['users', 'courses'].map((name, index) => [
    name,
    { routing_url: `http://127.0.0.1:${nobody[index]}/graphql`, schema: { file: 'none.graphql' } },
  ]);
  writeFileSync(supergraph, stringify({ subgraphs: Object.fromEntries(subgraphs) }));
  environment = { LYCEUM_DATA: join(folder, 'data'), PORT: String(port), METRICS_TOKEN: token };
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const args = ['serve', 'gateway', '--supergraph', supergraph, '--supergraph-sdl', sdl];

async function ask(path: string, init: RequestInit): Promise<string> {
  return (await fetch(`http://127.0.0.1:${environment['PORT']}${path}`, init)).text();
}

function fieldsOfCourse(): Promise<string> {
  const body = JSON.stringify({ query: '{ __type(name: "Course") { fields { name } } }' });
  return ask('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

const metrics = (): Promise<string> => ask('/metrics', { headers: { authorization: `Bearer ${token}` } });

/** Both workers: questions at the same time take connections of their own. */
async function everyoneKnowsLevel(): Promise<boolean> {
  const answers = await Promise.all(Array.from({ length: 20 }, fieldsOfCourse));
  return answers.every((answer) => answer.includes('"level"'));
}

function replaceSupergraph(text: string): void {
  writeFileSync(`${sdl}.tmp`, text);
  renameSync(`${sdl}.tmp`, sdl);
}

it('two workers share a port, follow the file, are replaced when they crash, and end when told to', async () => {
  replaceSupergraph(supergraphs.before);
  const gateway = new Command([...args, '--workers', '2'], environment);
  await gateway.says('in 2 processes');
  expect(await fieldsOfCourse()).toContain('"title"');
  expect(await fieldsOfCourse()).not.toContain('"level"');

  replaceSupergraph(supergraphs.after.slice(0, 1_000));
  await gateway.says('cannot be used');
  expect(await fieldsOfCourse()).toContain('"title"');
  replaceSupergraph(supergraphs.after);
  await until(everyoneKnowsLevel);
  await until(async () => (await metrics()).includes('lyceum_gateway_supergraph_changes_total{result="switched"} 2'));

  const listening = (): number[] =>
    [...gateway.output.matchAll(/"worker":(\d+),"msg":"a worker listens"/g)].map(([, pid]) => Number(pid));
  expect(listening()).toHaveLength(2);
  process.kill(listening()[0] ?? 0, 'SIGKILL');
  await gateway.says('another one takes its place');
  // A connection to the one that is gone may not know of that yet.
  await until(async () => (await fieldsOfCourse().catch(() => '')).includes('"level"'));
  await until(() => listening().length === 3);
  await until(() => everyoneKnowsLevel().catch(() => false));
  expect(await gateway.signal('SIGTERM')).toMatchObject({ code: 0 });
});

it.each([
  ['is not there', [], () => rmSync(sdl), 'The supergraph cannot be read'],
  ['cannot be used', ['--workers', '2'], () => replaceSupergraph('type Query {'), 'The supergraph cannot be used'],
])(
  'a first supergraph that %s ends the gateway with 1 and a reason, without a stack',
  async (_, more, given, reason) => {
    given();
    const { code, output } = await run([...args, ...more], { ...environment, LOG_LEVEL: 'silent' });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(reason) as string });
    expect(output).not.toMatch(/^\s+at /m);
  },
);
