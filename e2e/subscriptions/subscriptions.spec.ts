import { randomUUID } from 'node:crypto';
import type { Client } from 'graphql-ws';
import { inMemoryClient } from '../../gateway/subgraph-client/in-memory-client';
import { Viewer } from '../../kit/identity/viewer';
import { person } from '../../kit/testing/viewers';
import { LeaveCourseDocument, RecordProgressDocument } from '../../schema/operations/operations';
import { enrollmentFactory } from '../../subgraphs/enrollment/enrollment/enrollment.factory';
import { AssignmentService } from '../../subgraphs/users/role/assignment.service';
import { makeCourses } from '../course-page/course-world';
import { lyceumTest } from '../harness/lyceum';
import { makePerson, type Person } from '../harness/people';
import { codeOfEnd, connect, follow, rest } from './live-client';

const calls: string[] = [];
const opened = lyceumTest({
  wrapClient: (client) => ({
    ...client,
    execute: (...call) => {
      calls.push(client.name);
      return client.execute(...call);
    },
  }),
});
const clients: Client[] = [];
void inMemoryClient;
let teacher: Person;
let learner: Person;
let courseId: string;
let lessonIds: string[];

beforeAll(async () => {
  const { lyceum } = opened;
  teacher = await makePerson(lyceum, { username: 'teacher', roles: ['instructor'] });
  learner = await makePerson(lyceum, { username: 'learner' });
  [courseId = ''] = await makeCourses(lyceum.platform, {
    count: 1,
    learnerId: learner.id,
    teacherIds: [teacher.id],
    reviewerIds: [],
  });
  const { course } = await lyceum.ask<{ course: { curriculum: { sections: { lessons: { id: string }[] }[] } } }>(
    `query ($id: ID!) { course(id: $id) { curriculum { sections { lessons { id } } } } }`,
    { variables: { id: courseId } },
  );
  lessonIds = course.curriculum.sections.flatMap(({ lessons }) => lessons.map(({ id }) => id));
}, 60_000);

afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});

const open = (token: string | null): Client => {
  const client = connect(opened.lyceum, token);
  clients.push(client);
  return client;
};

function complete(lessonId: string) {
  const event = { clientId: randomUUID(), lessonId, kind: 'COMPLETED', at: opened.lyceum.house.clock.now().toISOString() } as const;
  return opened.lyceum.ask(RecordProgressDocument, {
    variables: { input: { courseId, events: [event] } },
    token: learner.token,
  });
}

const PROGRESS = `subscription ($courseId: ID!) {
  courseProgressChanged(courseId: $courseId) {
    progress { percent }
    enrollment { status course { title } user { displayName } }
  }
}`;

it('progress arrives with what other subgraphs know', async () => {
  const { lyceum } = opened;
  const stream = await follow(lyceum, open(learner.token), PROGRESS, { courseId });
  await complete(lessonIds[1]!);
  expect((await stream.next()).value).toEqual({
    data: {
      courseProgressChanged: {
        progress: { percent: 66 },
        enrollment: { status: 'ACTIVE', course: { title: 'Course 1' }, user: { displayName: 'Name of learner' } },
      },
    },
  });
});
void [codeOfEnd, rest, LeaveCourseDocument, AssignmentService, enrollmentFactory, person, Viewer];
