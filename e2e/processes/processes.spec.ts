import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readSupergraphConfig } from '../../gateway/compose/supergraph-config';
import { projectFolder, supergraphFile } from '../../cli/files';
import { demoPassword } from '../../kit/demo/world';
import { startMailCatcher, type MailCatcher } from '../../kit/mail/catcher';
import { freePorts } from '../../kit/testing/free-ports';
import { dropDocuments, requireMongod, testMongod } from '../../kit/testing/mongod';
import { describeWithRabbit } from '../../kit/testing/rabbitmq';
import { until } from '../../kit/testing/until';
import { dropDatabases, testServer } from '../../kit/testing/test-database';
import { Command, run } from '../harness/command';

requireMongod();

const sources = readSupergraphConfig(supergraphFile);

it('supergraph.local.yaml names the subgraphs of supergraph.yaml, at the same ports of this machine', () => {
  const local = readSupergraphConfig(join(projectFolder, 'supergraph.local.yaml'));
  const here = sources.map((source) => ({ ...source, url: source.url.replace(/\/\/[a-z]+:/, '//127.0.0.1:') }));
  expect(local).toEqual(here);
});

describeWithRabbit('one process per subgraph, and the gateway', (broker) => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-processes-'));
  const supergraph = join(folder, 'supergraph.yaml');
  const processes = new Map<string, Command>();
  let mail: MailCatcher;
  let environment: Record<string, string>;
  let ada: string;

  async function serve(name: string): Promise<void> {
    const served = new Command(['serve', name, '--supergraph', supergraph], environment);
    processes.set(name, served);
    await served.says('ready on port');
  }

  async function ask<T>(query: string, input: object): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${environment['PORT']}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(ada && { authorization: `Bearer ${ada}` }) },
      body: JSON.stringify({ query, variables: { input } }),
    });
    return ((await response.json()) as { data: T }).data;
  }

  async function createCourse(title: string): Promise<string> {
    const query = 'mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { id } } }';
    return (await ask<{ createCourse: { course: { id: string } } }>(query, { title })).createCourse.course.id;
  }

  /** Courses tells lessons of a new course by an event; before that, lessons knows no course to add a section to. */
  async function untilLessonsKnows(courseId: string): Promise<void> {
    const query = 'mutation ($input: CreateSectionInput!) { createSection(input: $input) { section { id } } }';
    const add = () => ask<{ createSection: object } | null>(query, { courseId, title: 'The first' });
    await until(async () => Boolean((await add())?.createSection));
  }

  beforeAll(async () => {
    const [port, ...ports] = await freePorts(1 + sources.length);
    const subgraphs = sources.map(({ name, schemaFile: file }, index) => [
      name,
      { routing_url: `http://127.0.0.1:${ports[index]}/graphql`, schema: { file } },
    ]);
    writeFileSync(supergraph, stringify({ subgraphs: Object.fromEntries(subgraphs) }));
    mail = await startMailCatcher();
    environment = {
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      DEMO_LEARNERS: '30',
      LYCEUM_SECRET: 'a secret that only tests know, forty-two',
      LYCEUM_DATA: join(folder, 'data'),
      DATABASE_URL: testServer(),
      MONGODB_URL: testMongod(),
      SMTP_URL: mail.url,
      EVENT_BUS_URL: broker().url,
      PORT: String(port),
    };
    expect(await run(['seed'], environment)).toMatchObject({ code: 0 });
    await Promise.all([...sources.map(({ name }) => name), 'gateway'].map(serve));
    const query = 'mutation ($input: LogInInput!) { logIn(input: $input) { ... on LogInPayload { accessToken } } }';
    const input = { email: 'ada@lyceum.test', password: demoPassword };
    ada = (await ask<{ logIn: { accessToken: string } }>(query, input)).logIn.accessToken;
  }, 900_000);

  afterAll(async () => {
    await Promise.all([...processes.values()].map((each) => each.signal('SIGKILL')));
    await mail.close();
    const databases = sources.map(({ name }) => `lyceum_${name}`);
    await dropDatabases(databases);
    await dropDocuments(databases);
    rmSync(folder, { recursive: true, force: true });
  });

  it('an event crosses from one process to another', async () => {
    await untilLessonsKnows(await createCourse('Across processes'));
  });

  it('an event waits for a process that was killed', async () => {
    await processes.get('lessons')?.signal('SIGKILL');
    const courseId = await createCourse('While nobody listened');
    await serve('lessons');
    await untilLessonsKnows(courseId);
  });

  it('each process ends cleanly when it is told to', async () => {
    const ended = await Promise.all([...processes.values()].map((each) => each.signal('SIGTERM')));
    processes.clear();
    expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 0));
  });
});
