import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { openCompiledEngineInThread } from '../../gateway/engine/compiled/engine-here';
import type { UpstreamEvent } from '../../gateway/subgraph-client/subgraph-client';
import { PushSource } from '../../gateway/subscriptions/testing/push-source';
import { RawSocket } from '../../gateway/subscriptions/testing/raw-socket';
import { ComposedSource } from '../../gateway/supergraph/composed-source';
import { link, openSmallGateway, smallSupergraph, type SmallGateway } from '../../gateway/testing/small-gateway';
import { until } from '../../kit/testing/until';

const users = 'type Query { me: Person } type Person @key(fields: "id") { id: ID! name: String! }';
const courses = `
  type Query { courses: Int }
  type Subscription { opened: Course closed: Course }
  type Course { title: String! teacher: Person! }
  type Person @key(fields: "id") { id: ID! }`;
/** What one subscription asks changes; what the other asks does not. */
const later = courses.replace('closed: Course', 'closed: Gone').concat('type Gone { title: String }');

const people = buildSubgraphSchema([
  {
    typeDefs: parse(link + users),
    resolvers: { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Name of ${id}` }) } } as never,
  },
]);
const sources: PushSource<UpstreamEvent>[] = [];
let sdl = smallSupergraph({ users, courses });
const supergraph = new ComposedSource(() => sdl);
let gateway: SmallGateway;
let socket: RawSocket;

beforeAll(async () => {
  gateway = await openSmallGateway(
    {
      users: {
        sdl: users,
        answer: ({ query, variables }) => graphql({ schema: people, source: query, variableValues: variables ?? null }),
      },
      courses: {
        sdl: courses,
        answer: () => Promise.resolve({ data: {} }),
        subscribe: () => {
          const source = new PushSource<UpstreamEvent>();
          sources.push(source);
          return source;
        },
      },
    },
    { supergraph, openEngine: openCompiledEngineInThread },
  );
  socket = await RawSocket.begin(`http://127.0.0.1:${gateway.port}`);
});

afterAll(async () => {
  socket.close();
  await gateway.app.close();
});

const course = (teacher: string) => ({
  __typename: 'Course',
  title: 'Any',
  teacher: { __typename: 'Person', id: teacher },
});

it('a subscription that a new supergraph serves in the same way lives on; one that it changes ends with SCHEMA_CHANGED', async () => {
  socket.subscribe('same', 'subscription { opened { title teacher { name } } }');
  socket.subscribe('other', 'subscription { closed { title teacher { name } } }');
  await until(() => sources.length === 2);
  sources[0]!.push({ kind: 'next', result: { data: { opened: course('ada') } } });
  expect(await socket.has('next')).toMatchObject({
    id: 'same',
    payload: { data: { opened: { title: 'Any', teacher: { name: 'Name of ada' } } } },
  });
  sdl = smallSupergraph({ users, courses: later });
  supergraph.recompose();
  expect(await socket.has('error')).toMatchObject({
    id: 'other',
    payload: [{ extensions: { code: 'SCHEMA_CHANGED' } }],
  });
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([true, false]);
  sources[0]!.push({ kind: 'next', result: { data: { opened: course('grace') } } });
  expect(await socket.has('next', 2)).toMatchObject({
    payload: { data: { opened: { teacher: { name: 'Name of grace' } } } },
  });
  socket.subscribe('other', 'subscription { closed { title } }');
  await until(() => sources.length === 3);
});
