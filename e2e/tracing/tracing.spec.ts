import { recordSpans } from '../../kit/testing/recorded-spans';
import { lyceumTest } from '../harness/lyceum';
import { COURSE, makeCourse, publishCurriculum, register, secrets, written, type MadeCourse } from './journey';
import { everyWay, waysToSubgraphs } from './ways';

const spans = recordSpans();
const ways = waysToSubgraphs();

describe.each(everyWay)('with subgraphs %s', (way) => {
  const opened = lyceumTest({ settings: { ENGINE: 'compiled' }, wayTo: ways[way] });
  let course: MadeCourse;
  beforeAll(async () => (course = await makeCourse(opened.lyceum)));
  beforeEach(() => spans.clear());

  it('a mutation, the job that it adds and the letter that this sends are one trace', async () => {
    await register(opened.lyceum);
    const request = await spans.one('POST /graphql');
    expect(spans.tree(request)).toBe(
      [
        'POST /graphql',
        '  mutation Register',
        '    plan',
        '    fetch users',
        '      users: mutation Register',
        '        Mutation.register',
        '          job send_verification_letter',
        '            send mail',
      ].join('\n'),
    );
    const { traceId } = request.spanContext();
    expect(new Set(spans.all.map((span) => span.spanContext().traceId))).toEqual(new Set([traceId]));
    const resolver = await spans.one('Mutation.register');
    expect(spans.statements(resolver)).toContainEqual(expect.stringContaining('graphile_worker.add_job'));
  });

  it('a mutation, its event, the handlers of other subgraphs and the jobs that these add are one trace', async () => {
    await publishCurriculum(opened.lyceum, course);
    const published = await spans.one('publish curriculum.published');
    expect(spans.tree(published).split('\n').toSorted()).toEqual(
      [
        'publish curriculum.published',
        '  handle curriculum.published/readiness',
        // Of enrollment, of media, of payments, and of discussions.
        '  handle curriculum.published/default',
        '    job recompute_course',
        '  handle curriculum.published/default',
        '  handle curriculum.published/default',
        '  handle curriculum.published/default',
      ].toSorted(),
    );
    expect(published.parentSpanContext?.spanId).toBe(
      (await spans.one('Mutation.publishCurriculum')).spanContext().spanId,
    );
  });

  it('a query shows the fetch of each subgraph, with the SQL below it', async () => {
    await opened.lyceum.ask(COURSE, { variables: { id: course.id } });
    const request = await spans.one('POST /graphql');
    expect(spans.tree(request)).toBe(
      [
        'POST /graphql',
        '  query Course',
        '    plan',
        '    fetch courses',
        '      courses: query Course',
        '        Query.course',
        '    fetch users',
        '      users: query Course',
        '        Query._entities',
      ].join('\n'),
    );
    const call = await spans.one('courses: query Course');
    expect(call.parentSpanContext?.isRemote ?? false).toBe(way === 'over HTTP');
    expect(spans.statements(await spans.one('Query.course'))).toContainEqual(expect.stringContaining('FROM "course"'));
    const entities = await spans.one('Query._entities');
    expect(spans.statements(entities)).toContainEqual(expect.stringContaining('FROM "account"'));
    expect(entities.attributes).toMatchObject({ 'lyceum.entity.count': 1, 'lyceum.entity.types': ['User'] });
  });

  it('no span holds variables, tokens or addresses, also where something is refused', async () => {
    const { lyceum } = opened;
    await register(lyceum).catch(() => undefined);
    await publishCurriculum(lyceum, course);
    await lyceum.send(COURSE, { variables: { id: 'not-an-id-at-all' } });
    const LITERAL = 'query Literal { course(id: "a-literal-id") { title } }';
    await lyceum.send(LITERAL);
    await spans.one('query Literal');
    const text = written(spans);
    const hidden = [...Object.values(secrets), course.id, course.token, 'not-an-id-at-all', 'a-literal-id', 'teacher@'];
    expect(hidden.filter((value) => text.includes(value))).toEqual([]);
    expect(text).toContain('Mutation.publishCurriculum');
  });
});
