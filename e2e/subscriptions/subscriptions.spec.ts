import { randomUUID } from 'node:crypto';
import type { Client } from 'graphql-ws';
import { EventStreamClient } from '../../gateway/subscriptions/testing/event-stream-client';
import { Viewer } from '../../kit/identity/viewer';
import { until } from '../../kit/testing/until';
import { administrator, person } from '../../kit/testing/viewers';
import { GrantRoleDocument, LeaveCourseDocument, RecordProgressDocument } from '../../schema/operations/operations';
import { courseFactory } from '../../subgraphs/enrollment/course/course.factory';
import { EntitlementService } from '../../subgraphs/enrollment/entitlement/entitlement.service';
import { EntitlementSource } from '../../subgraphs/enrollment/entitlement/entitlement.entity';
import { enrollmentFactory } from '../../subgraphs/enrollment/enrollment/enrollment.factory';
import { instructorRole } from '../../subgraphs/users/role/built-in-roles';
import { password } from '../../subgraphs/users/profile/user.factory';
import { makeCourses } from '../course-page/course-world';
import { lyceumTest } from '../harness/lyceum';
import { logIn, makePerson, type Person } from '../harness/people';
import { codeOfEnd, connect, follow, rest, type Message, type Stream } from './live-client';

/** The subgraphs called for entities and the like; a subscription's source is none of these calls. */
const calls: string[] = [];
const opened = lyceumTest({
  settings: { ENGINE: 'compiled' },
  wrapClient: (client) => ({
    ...client,
    execute: (...call) => {
      calls.push(client.name);
      return client.execute(...call);
    },
  }),
});
const clients: Client[] = [];
let admin: Person;
let courseId: string;
let lessonId: string;

beforeAll(async () => {
  const { lyceum } = opened;
  const teacher = await makePerson(lyceum, { username: 'teacher', roles: ['instructor'] });
  admin = await makePerson(lyceum, { username: 'admin', roles: ['admin'] });
  const given = { count: 1, learnerId: teacher.id, teacherIds: [teacher.id] as const, reviewerIds: [] };
  [courseId = ''] = await makeCourses(lyceum.platform, given);
  const { course } = await lyceum.ask<{ course: { curriculum: { sections: { lessons: { id: string }[] }[] } } }>(
    `query ($id: ID!) { course(id: $id) { curriculum { sections { lessons { id } } } } }`,
    { variables: { id: courseId } },
  );
  lessonId = course.curriculum.sections[0]?.lessons[0]?.id ?? '';
});

beforeEach(() => {
  // Tokens are of milliseconds: what happens later is later.
  opened.lyceum.house.clock.advance({ seconds: 1 });
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});

const open = (token: string | null): Client => {
  const client = connect(opened.lyceum, token);
  clients.push(client);
  return client;
};
const subscribe = (token: string | null, query: string, variables: object): Promise<Stream> =>
  follow(opened.lyceum, open(token), query, variables);

interface Learner extends Person {
  readonly name: string;
}

/** Someone new in the course that all four subgraphs know. */
async function enrolled(username: string): Promise<Learner> {
  const learner = await makePerson(opened.lyceum, { username });
  const scope = opened.lyceum.platform.get('enrollment').scope(Viewer.system);
  await enrollmentFactory(scope, { courseId, viewer: person(learner.id) });
  return { ...learner, name: `Name of ${username}` };
}

/** Completes the first of three lessons. */
function complete({ token }: Person) {
  const at = opened.lyceum.house.clock.now().toISOString();
  const event = { clientId: randomUUID(), lessonId, kind: 'COMPLETED', at } as const;
  return opened.lyceum.ask(RecordProgressDocument, { variables: { input: { courseId, events: [event] } }, token });
}

const PROGRESS = `subscription ($courseId: ID!) {
  courseProgressChanged(courseId: $courseId) {
    progress { percent }
    enrollment { status course { title } user { displayName } }
  }
}`;
const ENROLLMENTS = `subscription ($courseId: ID!) {
  enrollmentChanged(courseId: $courseId) { enrollment { status course { title } user { displayName } } }
}`;
const SEATS = `subscription ($runId: ID!) { seatsChanged(runId: $runId) { run { taken available waiting } } }`;
const progressed = ({ name }: Learner): Message => ({
  data: {
    courseProgressChanged: {
      progress: { percent: 33 },
      enrollment: { status: 'ACTIVE', course: { title: 'Course 1' }, user: { displayName: name } },
    },
  },
});

it('an event arrives with what other subgraphs know of it, over graphql-ws and over SSE', async () => {
  const { lyceum } = opened;
  const learner = await enrolled('both-ways');
  const stream = await subscribe(learner.token, PROGRESS, { courseId });
  const body = { query: PROGRESS, variables: { courseId } };
  const headers = { authorization: `Bearer ${learner.token}` };
  const events = await EventStreamClient.open(lyceum.url, body, headers);
  await complete(learner);
  expect((await stream.next()).value).toEqual(progressed(learner));
  await until(() => events.of('next').length === 1);
  expect(events.of('next')).toEqual([progressed(learner)]);
  events.close();
});

it('many who hear the same cost one call of each subgraph for each event', async () => {
  const learner = await enrolled('many');
  const streams = [await subscribe(learner.token, PROGRESS, { courseId })];
  const more = Array.from({ length: 9 }, () => open(learner.token));
  const joined = more.map((client) => new Promise((resolve) => client.on('connected', resolve)));
  streams.push(
    ...more.map((client) => client.iterate({ query: PROGRESS, variables: { courseId } }) as unknown as Stream),
  );
  const firsts = streams.map((stream) => stream.next());
  await Promise.all(joined);
  // Each client's own query goes the same way, so that its answer tells that the subscription before it has begun.
  await Promise.all(more.map((client) => client.iterate({ query: '{ __typename }' }).next()));
  calls.length = 0;
  await complete(learner);
  for (const first of await Promise.all(firsts)) expect(first.value).toEqual(progressed(learner));
  const perEvent = calls.filter((name) => name !== 'enrollment').toSorted();
  expect(perEvent).toEqual(['courses', 'users']);
});

it('the enrolment, and its end, arrive; then the streams end, and cannot begin again', async () => {
  const { lyceum } = opened;
  const learner = await enrolled('leaver');
  const streams = [
    await subscribe(learner.token, PROGRESS, { courseId }),
    await subscribe(learner.token, ENROLLMENTS, { courseId }),
  ];
  const ends = streams.map(rest);
  await lyceum.ask(LeaveCourseDocument, { variables: { input: { courseId } }, token: learner.token });
  const enrollment = { status: 'LEFT', course: { title: 'Course 1' }, user: { displayName: 'Name of leaver' } };
  expect(await Promise.all(ends)).toEqual([[], [{ data: { enrollmentChanged: { enrollment } } }]]);
  const [refused] = await rest(open(learner.token).iterate({ query: PROGRESS, variables: { courseId } }) as Stream);
  expect(refused?.errors?.[0]?.extensions?.code).toBe('NOT_ENROLLED');
});

it('a refund ends what the learner hears', async () => {
  const { lyceum } = opened;
  const scope = lyceum.platform.get('enrollment').scope(administrator(admin.id));
  const course = await courseFactory(lyceum.platform.get('enrollment').scope(Viewer.system), {
    prices: [{ currency: 'EUR', minor: '1000' }],
    lessons: [{}],
  });
  const learner = await makePerson(lyceum, { username: 'refunded' });
  const bought = { courseId: course.courseId };
  const { id } = await scope
    .get(EntitlementService)
    .grant({ userId: learner.id, ...bought, source: EntitlementSource.ORDER });
  await enrollmentFactory(scope, { viewer: person(learner.id), ...bought });
  const ending = codeOfEnd(await subscribe(learner.token, PROGRESS, bought));
  await lyceum.platform.get('enrollment').scope(administrator(admin.id)).get(EntitlementService).revoke({ id });
  expect(await ending).toBe('complete');
});

it('seats are seen live by who has not logged in', async () => {
  const { lyceum } = opened;
  const scope = lyceum.platform.get('enrollment').scope(Viewer.system);
  const course = await courseFactory(scope, { lessons: [{}], runs: [{ capacity: 3 }] });
  const runId = course.runs[0]!.runId;
  const stream = await subscribe(null, SEATS, { runId });
  await enrollmentFactory(scope, { viewer: person(randomUUID()), courseId: course.courseId, runId });
  expect((await stream.next()).value).toEqual({
    data: { seatsChanged: { run: { taken: 1, available: 2, waiting: 0 } } },
  });
});

it('a stranger is refused: who is nobody, and who is not enrolled', async () => {
  const codes = async (token: string | null) => {
    const [first] = await rest(open(token).iterate({ query: PROGRESS, variables: { courseId } }) as Stream);
    return first?.errors?.map(({ extensions }) => extensions?.code);
  };
  expect(await codes(null)).toEqual(['UNAUTHENTICATED']);
  expect(await codes(admin.token)).toEqual(['NOT_ENROLLED']);
});

describe('rights that are lost', () => {
  /** A client whose socket stays open without subscriptions, and what it sends by it to go on with another token. */
  async function lasting(token: string) {
    const client = connect(opened.lyceum, token, { lazy: false, onNonLazyError: () => undefined });
    clients.push(client);
    const socket = await new Promise<WebSocket>((resolve) =>
      client.on('opened', (opened) => resolve(opened as WebSocket)),
    );
    const refresh = (next: string): Promise<unknown> => {
      const answer = new Promise((resolve) =>
        client.on('pong', (isReceived, payload) => isReceived && resolve(payload)),
      );
      socket.send(JSON.stringify({ type: 'ping', payload: { authorization: `Bearer ${next}` } }));
      return answer;
    };
    return { client, refresh };
  }

  it('a role that is granted or revoked ends the streams of older tokens; a new token goes on, on the same socket', async () => {
    const { lyceum } = opened;
    const learner = await enrolled('promoted');
    const { client, refresh } = await lasting(learner.token);
    const own = await follow(lyceum, client, PROGRESS, { courseId });
    const other = await enrolled('bystander');
    const bystander = await subscribe(other.token, PROGRESS, { courseId });
    const ending = codeOfEnd(own);
    const input = { userId: learner.id, roleId: instructorRole.id };
    lyceum.house.clock.advance({ seconds: 1 });
    const { grantRole } = await lyceum.ask(GrantRoleDocument, { variables: { input }, token: admin.token });
    expect(await ending).toBe('VIEWER_CHANGED');
    expect(await refresh(await logIn(lyceum, learner.email, password))).toEqual({ accepted: true });
    const next = codeOfEnd(await follow(lyceum, client, PROGRESS, { courseId }));
    lyceum.house.clock.advance({ seconds: 1 });
    await lyceum.ask(`mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) { user { id } } }`, {
      variables: { input: { assignmentId: grantRole.assignment.id } },
      token: admin.token,
    });
    expect(await next).toBe('VIEWER_CHANGED');
    await complete(other);
    expect((await bystander.next()).value).toEqual(progressed(other));
  });

  it('a session that ends takes its streams along, and its token begins no other', async () => {
    const { lyceum } = opened;
    const learner = await enrolled('logged-out');
    const ending = codeOfEnd(await subscribe(learner.token, PROGRESS, { courseId }));
    await lyceum.ask(`mutation { logOut { session { id } } }`, { token: learner.token });
    expect(await ending).toBe('VIEWER_CHANGED');
    const refused = open(learner.token).iterate({ query: PROGRESS, variables: { courseId } });
    await expect(refused.next()).rejects.toMatchObject({ code: 4403, reason: 'VIEWER_CHANGED' });
  });

  it('an event after the token has expired does not arrive', async () => {
    const { lyceum } = opened;
    const learner = await enrolled('expired');
    const ending = codeOfEnd(await subscribe(learner.token, PROGRESS, { courseId }));
    lyceum.house.clock.advance({ minutes: 15 });
    await complete({ ...learner, token: await logIn(lyceum, learner.email, password) });
    expect(await ending).toBe('TOKEN_EXPIRED');
  });
});
