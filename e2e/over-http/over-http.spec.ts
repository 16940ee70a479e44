import { randomUUID } from 'node:crypto';
import { httpClient } from '../../gateway/subgraph-client/http-client';
import { Viewer } from '../../kit/identity/viewer';
import { silentLog } from '../../kit/testing/silent-log';
import { person } from '../../kit/testing/viewers';
import { courseFactory } from '../../subgraphs/enrollment/course/course.factory';
import { enrollmentFactory } from '../../subgraphs/enrollment/enrollment/enrollment.factory';
import { makeCourses } from '../course-page/course-world';
import { lyceumTest } from '../harness/lyceum';
import { makePerson } from '../harness/people';
import { ServedSubgraph } from '../harness/served-subgraph';
import { connect, follow, listening } from '../subscriptions/live-client';

const served = new Map<string, ServedSubgraph>();
const opened = lyceumTest({
  // What is kept would be shown while a subgraph is away.
  settings: { ENGINE: 'compiled', CACHE_BYTES: '0', ENTITY_CACHE_BYTES: '0' },
  wayTo: async (subgraph) => {
    const started = await ServedSubgraph.start(subgraph);
    served.set(subgraph.name, started);
    return httpClient({ name: subgraph.name, url: started.url, log: silentLog });
  },
});

afterAll(() => Promise.all([...served.values()].map((subgraph) => subgraph.stop())));

const COURSE = `query ($id: ID!) {
  course(id: $id) { title instructors { user { displayName } } curriculum { sections { lessons { id } } } }
}`;

interface Course {
  readonly title: string;
  readonly instructors: readonly { readonly user: { readonly displayName: string } }[];
  readonly curriculum: { readonly sections: readonly { readonly lessons: readonly object[] }[] } | null;
}

it('over HTTP: a subgraph that stops takes only its own parts along, and brings them back', async () => {
  const { lyceum } = opened;
  const teacher = await makePerson(lyceum, { username: 'teacher', roles: ['instructor'] });
  const given = { count: 1, learnerId: teacher.id, teacherIds: [teacher.id] as const, reviewerIds: [] };
  const [id] = await makeCourses(lyceum.platform, given);
  const course = async () => {
    const { data, errors } = await lyceum.send<{ course: Course }>(COURSE, { variables: { id } });
    const { title, instructors, curriculum } = data.course;
    const lessons = curriculum?.sections.flatMap(({ lessons }) => lessons).length;
    const codes = errors.map(({ extensions }) => extensions['code']);
    return { title, teacher: instructors[0]?.user.displayName, lessons, codes };
  };
  const whole = { title: 'Course 1', teacher: 'Name of teacher', lessons: 3, codes: [] };
  expect(await course()).toEqual(whole);
  await served.get('lessons')!.stop();
  expect(await course()).toEqual({ ...whole, lessons: undefined, codes: ['UNAVAILABLE'] });
  await served.get('lessons')!.startAgain();
  expect(await course()).toEqual(whole);
});

it('over HTTP: a subscription outlives its subgraph, and the client is told of the gap', async () => {
  const { lyceum } = opened;
  const scope = lyceum.platform.get('enrollment').scope(Viewer.system);
  const course = await courseFactory(scope, { lessons: [{}], runs: [{ capacity: 3 }] });
  const runId = course.runs[0]!.runId;
  const enroll = () => enrollmentFactory(scope, { viewer: person(randomUUID()), courseId: course.courseId, runId });
  const client = connect(lyceum, null);
  const SEATS = 'subscription ($runId: ID!) { seatsChanged(runId: $runId) { run { taken } } }';
  const stream = await follow(lyceum, client, SEATS, { runId });
  await enroll();
  expect((await stream.next()).value).toEqual({ data: { seatsChanged: { run: { taken: 1 } } } });
  const next = stream.next();
  await served.get('enrollment')!.stop();
  await enroll();
  await listening(lyceum, () => served.get('enrollment')!.startAgain());
  await enroll();
  expect((await next).value).toEqual({ data: null, extensions: { gap: true } });
  expect((await stream.next()).value).toEqual({ data: { seatsChanged: { run: { taken: 3 } } } });
  await client.dispose();
});
