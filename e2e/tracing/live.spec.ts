import { randomUUID } from 'node:crypto';
import type { Client } from 'graphql-ws';
import { EventStreamClient } from '../../gateway/subscriptions/testing/event-stream-client';
import { Viewer } from '../../kit/identity/viewer';
import { recordSpans } from '../../kit/testing/recorded-spans';
import { until } from '../../kit/testing/until';
import { person } from '../../kit/testing/viewers';
import { RecordProgressDocument } from '../../schema/operations/operations';
import { enrollmentFactory } from '../../subgraphs/enrollment/enrollment/enrollment.factory';
import { lyceumTest } from '../harness/lyceum';
import { makePerson } from '../harness/people';
import { connect, follow, listening } from '../subscriptions/live-client';
import { makeCourse, written } from './journey';
import { everyWay, waysToSubgraphs } from './ways';

const PROGRESS = `subscription Progress($courseId: ID!) {
  courseProgressChanged(courseId: $courseId) { progress { percent } enrollment { course { title } } }
}`;
const LESSONS = 'query ($id: ID!) { course(id: $id) { curriculum { sections { lessons { id } } } } }';

const spans = recordSpans();
const ways = waysToSubgraphs();

describe.each(everyWay)('with subgraphs %s', (way) => {
  const opened = lyceumTest({ settings: { ENGINE: 'compiled' }, wayTo: ways[way] });
  const clients: Client[] = [];
  let courseId: string;
  let lessonIds: string[];
  let token: string;

  beforeAll(async () => {
    const { lyceum } = opened;
    courseId = (await makeCourse(lyceum)).id;
    const { course } = await lyceum.ask<{
      course: { curriculum: { sections: { lessons: { id: string }[] }[] } };
    }>(LESSONS, { variables: { id: courseId } });
    lessonIds = course.curriculum.sections.flatMap(({ lessons }) => lessons.map(({ id }) => id));
    const learner = await makePerson(lyceum, { username: 'learner' });
    token = learner.token;
    const scope = lyceum.platform.get('enrollment').scope(Viewer.system);
    await enrollmentFactory(scope, { courseId, viewer: person(learner.id) });
    await lyceum.settle();
  });
  beforeEach(() => spans.clear());
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  function open(): Client {
    const client = connect(opened.lyceum, token);
    clients.push(client);
    return client;
  }

  function complete(): Promise<unknown> {
    const { lyceum } = opened;
    const at = lyceum.house.clock.now().toISOString();
    const event = { clientId: randomUUID(), lessonId: lessonIds.shift() ?? '', kind: 'COMPLETED', at } as const;
    return lyceum.ask(RecordProgressDocument, { variables: { input: { courseId, events: [event] } }, token });
  }

  it('a query over a socket is a trace, as over HTTP', async () => {
    await open().iterate({ query: 'query Mine { me { username } }' }).next();
    expect(spans.tree(await spans.one('graphql-ws /graphql'))).toBe(
      [
        'graphql-ws /graphql',
        '  query Mine',
        '    plan',
        '    fetch users',
        '      users: query Mine',
        '        Query.me',
      ].join('\n'),
    );
  });

  it('a subscription is a trace, and so is each of its events: what its subgraph does, what others add, its delivery', async () => {
    const { lyceum } = opened;
    const stream = await follow(lyceum, open(), PROGRESS, { courseId });
    const begun = await spans.one('graphql-ws /graphql');
    expect(spans.tree(begun)).toBe(['graphql-ws /graphql', '  subscription Progress', '    plan'].join('\n'));
    const next = stream.next();
    await complete();
    await next;
    await spans.one('deliver');
    const event = await spans.one('enrollment: event Progress');
    expect(spans.tree(event)).toBe(
      [
        'enrollment: event Progress',
        '  event Progress',
        '    fetch courses',
        '      courses: query Progress',
        '        Query._entities',
        '    deliver',
      ].join('\n'),
    );
    expect(spans.statements(event)).toContainEqual(expect.stringContaining('enrollment'));
    const started = await spans.one('subscription Progress');
    for (const span of [event, await spans.one('event Progress')])
      expect(span.links.map(({ context }) => context.spanId)).toEqual([started.spanContext().spanId]);
    expect(event.spanContext().traceId).not.toBe(begun.spanContext().traceId);
    expect((await spans.one('deliver')).attributes).toEqual({ 'lyceum.clients': 1 });
    for (const hidden of [courseId, token, 'learner']) expect(written(spans)).not.toContain(hidden);
  });

  it('over event streams, too', async () => {
    const { lyceum } = opened;
    // Another text: what asks the same may still share the source of the test before.
    const body = { query: PROGRESS.replace('percent', 'percent completedLessons'), variables: { courseId } };
    const headers = { authorization: `Bearer ${token}` };
    const events = await listening(lyceum, () => EventStreamClient.open(lyceum.url, body, headers));
    await spans.one('graphql-sse /graphql');
    await complete();
    await until(() => events.of('next').length === 1);
    await spans.one('deliver');
    expect(JSON.stringify(events.messages)).not.toContain('traceparent');
    expect(spans.tree(await spans.one('enrollment: event Progress'))).toContain('    deliver');
    events.close();
  });
});
