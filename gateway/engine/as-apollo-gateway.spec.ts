import { ApolloServer } from '@apollo/server';
import { buildSchema } from 'graphql';
import { silentLog } from '../../kit/testing/silent-log';
import { ComposedSource } from '../supergraph/composed-source';
import { LiveSupergraph } from '../supergraph/live-supergraph';
import { asApolloGateway } from './as-apollo-gateway';
import type { Engine } from './engine';

const before = 'type Query { which: String gone: String }';
const after = 'type Query { which: String added: String }';

let sdl: string;
let source: ComposedSource;
let live: LiveSupergraph;
let server: ApolloServer;
/** What happens to a request between its check against a schema and its execution. */
let meanwhile: () => Promise<void>;

/** Answers with the SDL that it was opened for. */
function engineOf(supergraphSdl: string): Engine {
  const execute = () => Promise.resolve({ data: { which: supergraphSdl } });
  return { name: 'fake', schema: buildSchema(supergraphSdl), execute, stop: () => Promise.resolve() };
}

beforeEach(async () => {
  sdl = before;
  meanwhile = () => Promise.resolve();
  source = new ComposedSource(() => sdl);
  live = await LiveSupergraph.open({
    source,
    log: silentLog,
    metrics: { switched: () => undefined, refused: () => undefined },
    open: (supergraphSdl) => Promise.resolve(engineOf(supergraphSdl)),
  });
  server = new ApolloServer({
    gateway: asApolloGateway(live),
    stopOnTerminationSignals: false,
    logger: silentLog,
    plugins: [{ requestDidStart: () => Promise.resolve({ didResolveOperation: () => meanwhile() }) }],
  });
  await server.start();
});

afterEach(() => server.stop());

const switched = (): Promise<void> =>
  new Promise((resolve) => {
    const leave = live.onSwitch(() => {
      leave();
      resolve();
    });
    sdl = after;
    source.recompose();
  });

async function ask(query: string): Promise<unknown> {
  const { body } = await server.executeOperation({ query });
  if (body.kind !== 'single') throw new Error('One result, please.');
  return body.singleResult.data?.['which'] ?? body.singleResult.errors?.[0]?.extensions?.['code'];
}

it('a request runs on the engine whose schema it was checked against, though another one is current by then', async () => {
  meanwhile = switched;
  expect(await ask('{ which gone }')).toBe(before);
  expect(live.engine.schema.getQueryType()?.getFields()).toHaveProperty('added');
});

it('after a switch requests are checked against the new schema, also documents that were seen before', async () => {
  expect(await ask('{ which gone }')).toBe(before);
  expect(await ask('{ which added }')).toBe('GRAPHQL_VALIDATION_FAILED');
  await switched();
  expect(await ask('{ which gone }')).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(await ask('{ which added }')).toBe(after);
});

it('what Apollo Server lets go of is closed', async () => {
  await server.stop();
  expect(() => live.engine).toThrow('have stopped');
});
