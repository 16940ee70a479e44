import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { serveSubgraph } from '../../../kit/subgraph/server';
import { hearing } from '../../../kit/testing/hearing';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory, courseFacts, paid } from '../course/course.factory';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { EntitlementService } from '../entitlement/entitlement.service';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { LeavingService } from '../enrollment/leaving.service';
import { ProgressEventKind } from '../progress/progress.input';
import { ProgressService } from '../progress/progress.service';
import { watch, type Verdict } from '../../../kit/live/watch';

const house = subgraphTest(enrollment);
const admin = administrator(randomUUID());
let app: FastifyInstance;
const clients: Client[] = [];

beforeAll(async () => {
  app = serveSubgraph(house.subgraph);
  await app.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(async () => {
  for (const client of clients) await client.dispose();
  await app.close();
});

async function connect(viewer: Viewer | null): Promise<Client> {
  const signed = viewer && (await new ViewerSeal(house.house.secrets, house.clock).sign(viewer));
  const { port } = app.server.address() as AddressInfo;
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: signed ? { [viewerHeader]: signed } : {},
    retryAttempts: 0,
  });
  clients.push(client);
  return client;
}

interface Message {
  readonly data?: Record<string, never> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

type Stream = AsyncIterableIterator<Message>;

const messages = (client: Client, query: string, variables: Record<string, unknown>): Stream =>
  client.iterate({ query, variables }) as unknown as Stream;

const PROGRESS = `subscription ($courseId: ID!) { courseProgressChanged(courseId: $courseId) { progress { percent } enrollment { status course { id } user { id } } } }`;
const ENROLLMENTS = `subscription ($courseId: ID!) { enrollmentChanged(courseId: $courseId) { enrollment { id status user { id } } } }`;
const SEATS = `subscription ($runId: ID!) { seatsChanged(runId: $runId) { run { runId taken available waiting } } }`;

/** Messages of a subscription that has begun. */
const follow = (client: Client, query: string, variables: Record<string, unknown>): Promise<Stream> =>
  hearing(house.house.live, () => messages(client, query, variables));

/** Reads to the end of a stream; begin before it ends, for the client forgets an end that nobody waits for. */
async function rest(stream: AsyncIterator<Message>): Promise<Message[]> {
  const seen: Message[] = [];
  for (let next = await stream.next(); !next.done; next = await stream.next()) seen.push(next.value);
  return seen;
}

async function learnerIn(over: object = {}) {
  const [course] = await house.make(courseFactory, [{ lessons: [{}, {}], ...over }]);
  const learner = person(randomUUID());
  await house.make(enrollmentFactory, [
    { viewer: learner, courseId: course!.courseId, runId: course!.runs[0]?.runId ?? null },
  ]);
  return { course: course!, courseId: course!.courseId, learner };
}

function complete(learner: Viewer, courseId: string, lessonId: string) {
  const event = { clientId: randomUUID(), lessonId, kind: ProgressEventKind.COMPLETED, at: house.clock.now() };
  return house
    .as(learner)
    .get(ProgressService)
    .record({ courseId, events: [event] });
}

it('progress arrives over a real socket, and the stream ends when the learner leaves', async () => {
  const { course, courseId, learner } = await learnerIn();
  const stream = await follow(await connect(learner), PROGRESS, { courseId });
  await complete(learner, courseId, course.lessonIds[0]!);
  expect((await stream.next()).value).toEqual({
    data: {
      courseProgressChanged: {
        progress: { percent: 50 },
        enrollment: { status: 'ACTIVE', course: { id: courseId }, user: { id: learner.id } },
      },
    },
  });
  await complete(learner, courseId, course.lessonIds[1]!);
  expect((await stream.next()).value).toMatchObject({
    data: { courseProgressChanged: { progress: { percent: 100 } } },
  });
  const remaining = rest(stream);
  await house.as(learner).get(LeavingService).leave(courseId);
  expect(await remaining).toEqual([]);
});

it('Subscriptions: a refund ends the stream', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid, lessons: [{}] }]);
  const courseId = course!.courseId;
  const learner = person(randomUUID());
  const { id } = await house
    .as(admin)
    .get(EntitlementService)
    .grant({ userId: learner.id!, courseId, source: EntitlementSource.ORDER });
  const [row] = await house.make(enrollmentFactory, [{ viewer: learner, courseId }]);
  const client = await connect(learner);
  const progress = await follow(client, PROGRESS, { courseId });
  const own = await follow(client, ENROLLMENTS, { courseId });
  const remaining = [rest(progress), rest(own)];
  await house.as(admin).get(EntitlementService).revoke({ id });
  const ended = { enrollment: { id: row!.id, status: 'REVOKED', user: { id: learner.id } } };
  expect(await Promise.all(remaining)).toEqual([[], [{ data: { enrollmentChanged: ended } }]]);
});

it('Subscriptions: who taught the course and no longer does hears nothing more', async () => {
  const teacher = person(randomUUID());
  const { course, courseId } = await learnerIn({ instructorIds: [teacher.id!] });
  const stream = await follow(await connect(teacher), ENROLLMENTS, { courseId });
  const [first] = await house.make(enrollmentFactory, [{ viewer: person(randomUUID()), courseId }]);
  expect((await stream.next()).value).toMatchObject({ data: { enrollmentChanged: { enrollment: { id: first!.id } } } });
  const { lessonIds: _lessonIds, ...facts } = course;
  const remaining = rest(stream);
  await house.deliver('course.changed', { ...facts, version: 2, instructorIds: [] });
  await house.make(enrollmentFactory, [{ viewer: person(randomUUID()), courseId }]);
  expect(await remaining).toEqual([]);
});

it('seats change live for everyone who may see the course, until it is withdrawn', async () => {
  const { course, courseId } = await learnerIn({ runs: [{ capacity: 3 }] });
  const runId = course.runs[0]!.runId;
  const stream = await follow(await connect(person(randomUUID())), SEATS, { runId });
  await house.make(enrollmentFactory, [{ viewer: person(randomUUID()), courseId, runId }]);
  const run = { runId, taken: 2, available: 1, waiting: 0 };
  expect((await stream.next()).value).toEqual({ data: { seatsChanged: { run } } });
  const { lessonIds: _lessonIds, ...facts } = course;
  const remaining = rest(stream);
  await house.deliver('course.changed', courseFacts({ ...facts, version: 2, status: 'DRAFT' }));
  expect(await remaining).toEqual([]);
});

it('refuses strangers at the start: unsigned, anonymous, not enrolled, and for a draft', async () => {
  const { courseId } = await learnerIn();
  const [draft] = await house.make(courseFactory, [{ status: 'DRAFT', runs: [{}] }]);
  const unsigned = await connect(null);
  await expect(messages(unsigned, PROGRESS, { courseId }).next()).rejects.toMatchObject({ code: 4403 });
  const code = async (viewer: Viewer, query: string, variables: object) => {
    const signed = await new ViewerSeal(house.house.secrets, house.clock).sign(viewer);
    const known = await house.subgraph.viewerOf({ [viewerHeader]: signed });
    const { value } = await house.subgraph.subscribe({ query, variables: { ...variables } }, known!, {}).next();
    return (value as Message).errors?.[0]?.extensions?.code;
  };
  expect(await code(Viewer.anonymous, PROGRESS, { courseId })).toBe('UNAUTHENTICATED');
  expect(await code(person(randomUUID()), PROGRESS, { courseId })).toBe('NOT_ENROLLED');
  expect(await code(person(randomUUID()), ENROLLMENTS, { courseId })).toBe('NOT_ENROLLED');
  for (const query of [PROGRESS, ENROLLMENTS])
    expect(await code(person(randomUUID()), query, { courseId: draft!.courseId })).toBe('NOT_FOUND');
  expect(await code(person(randomUUID()), SEATS, { runId: draft!.runs[0]!.runId })).toBe('NOT_FOUND');
  expect(await code(person(randomUUID()), SEATS, { runId: 'nonsense' })).toBe('NOT_FOUND');
});

it('a stream listens from the moment it is made, judges each message anew, and lets go of its source', async () => {
  const verdicts: Verdict[] = ['SKIP', 'PASS', 'PASS_AND_END', 'PASS'];
  let isOpen = true;
  async function* source(): AsyncGenerator<number> {
    try {
      for (let number = 0; ; number += 1) yield number;
    } finally {
      isOpen = false;
    }
  }
  const seen: number[] = [];
  for await (const number of watch(source(), (message) => Promise.resolve(verdicts[message] ?? 'END')))
    seen.push(number);
  expect(seen).toEqual([1, 2]);
  expect(isOpen).toBe(false);
});

it('a silent stream ends when its client goes', async () => {
  const { courseId, learner } = await learnerIn();
  const stream = house.subgraph.subscribe({ query: PROGRESS, variables: { courseId } }, learner, {});
  const [waiting] = await hearing(house.house.live, () => [stream.next()]);
  await stream.return(undefined);
  expect(await waiting).toEqual({ value: undefined, done: true });
});
