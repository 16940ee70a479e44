import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { GraphQLObjectType } from 'graphql';
import { Secrets } from '../../kit/config/secrets';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { Viewer } from '../../kit/identity/viewer';
import { ManualClock } from '../../kit/scope/clock';
import { serveSubgraph } from '../../kit/subgraph/server';
import { administrator } from '../../kit/testing/viewers';
import { lyceumTest } from '../harness/lyceum';
import { everythingOf } from '../harness/selection';
import { makeWorld, whos, type Who, type World } from '../harness/world';
import { anonymised, isShown, type Answer } from './answers';
import { entityTypes, type EntityType } from './entity-types';
import { whoSeesWhat } from './who-sees-what';

type Reference = Readonly<Record<string, unknown>>;

const opened = lyceumTest();
const servers = new Map<string, FastifyInstance>();
let world: World;

beforeAll(async () => {
  world = await makeWorld(opened.lyceum);
  for (const subgraph of opened.lyceum.platform.subgraphs) servers.set(subgraph.name, serveSubgraph(subgraph));
});
afterAll(() => Promise.all([...servers.values()].map((server) => server.close())));

const typeOf = ({ subgraph, type }: EntityType): GraphQLObjectType =>
  opened.lyceum.platform.get(subgraph).schema.getType(type) as GraphQLObjectType;

async function post({ subgraph, type }: EntityType, references: readonly Reference[], seal?: string): Promise<string> {
  const { schema } = opened.lyceum.platform.get(subgraph);
  const everything = everythingOf(schema, schema.getType(type)!, 2);
  const query = `query ($references: [_Any!]!) { found: _entities(representations: $references) { ... on ${type} ${everything} } }`;
  const { body } = await servers.get(subgraph)!.inject({
    method: 'POST',
    url: '/graphql',
    ...(seal === undefined ? {} : { headers: { [viewerHeader]: seal } }),
    payload: { query, variables: { references } },
  });
  return body;
}

async function ask(entity: EntityType, who: Who, references: readonly Reference[]): Promise<Answer[]> {
  const seal = await new ViewerSeal(opened.lyceum.house.secrets, opened.lyceum.house.clock).sign(world.viewer(who));
  const { data, errors } = JSON.parse(await post(entity, references, seal)) as {
    data?: { found: Answer[] };
    errors?: unknown;
  };
  if (!data || errors) throw new Error(JSON.stringify(errors));
  return data.found;
}

it('_entities bypass: no entity of any subgraph is missing in the table', () => {
  expect(Object.keys(whoSeesWhat).toSorted()).toEqual(entityTypes.map(({ name }) => name).toSorted());
});

describe.each(entityTypes)('_entities bypass: $name', (entity) => {
  const { rows, guarded = {} } = whoSeesWhat[entity.name] ?? { rows: {} };

  it('has an expectation for each row of the world, and for each guarded field', () => {
    expect(Object.keys(rows).toSorted()).toEqual(Object.keys(world.rows[entity.type]!).toSorted());
    for (const field of Object.values(guarded))
      expect(Object.keys(field).toSorted()).toEqual(Object.keys(rows).toSorted());
    expect(Object.keys(typeOf(entity).getFields())).toEqual(expect.arrayContaining(Object.keys(guarded)));
  });

  it.each(whos)('shows %s what the table says, whatever the representation claims', async (who) => {
    const ids = { ...world.rows[entity.type]!, none: randomUUID() };
    const names = Object.keys(rows);
    const plain = Object.values(ids).map((id) => ({ __typename: entity.type, id }));
    const answers = await ask(entity, who, plain);
    const absent = anonymised(answers.at(-1), ids.none);
    const answerOf = (name: string): Answer | undefined => answers[Object.keys(ids).indexOf(name)];

    const learns = names.filter((name) => anonymised(answerOf(name), world.rows[entity.type]![name]!) !== absent);
    expect(learns).toEqual(names.filter((name) => rows[name]!.includes(who)));
    for (const [field, viewers] of Object.entries(guarded)) {
      const shown = names.filter((name) => isShown(typeOf(entity), answerOf(name), field));
      expect([field, ...shown]).toEqual([field, ...names.filter((name) => viewers[name]!.includes(who))]);
    }

    const forged = plain.map((reference) => ({ ...claims(who), ...reference }));
    expect(await ask(entity, who, forged)).toEqual(answers);
  });

  it('answers nobody without the gateway’s own signature', async () => {
    const references = Object.values(world.rows[entity.type]!).map((id) => ({ __typename: entity.type, id }));
    const { clock, secrets } = opened.lyceum.house;
    const signed = await new ViewerSeal(secrets, clock).sign(administrator(randomUUID()));
    const [head, , seal] = signed.split('.');
    const claimed = btoa(JSON.stringify({ viewer: Viewer.system.claims, aud: 'lyceum-subgraph', exp: 9_999_999_999 }));
    const seals = [
      undefined,
      '',
      JSON.stringify(Viewer.system.claims),
      `${btoa('{"alg":"none"}')}.${claimed}.`,
      `${head}.${claimed}.${seal}`,
      await new ViewerSeal(new Secrets('the secret of another house, long too'), clock).sign(Viewer.system),
      await new ViewerSeal(secrets, new ManualClock(new Date(clock.now().getTime() - 120_000))).sign(Viewer.system),
    ];
    for (const forged of seals) {
      const refused = { errors: [expect.objectContaining({ extensions: { code: 'UNSIGNED_CALL' } })] };
      expect(JSON.parse(await post(entity, references, forged))).toEqual(refused);
    }
    expect(JSON.parse(await post(entity, references, signed))).toHaveProperty('data');
  });
});

it('a reference without an id, or with one that is none, is nothing and breaks nothing', async () => {
  for (const entity of entityTypes.filter(({ byId }) => byId !== null)) {
    const references = ['', 'not-a-uuid', 'nul\0byte', '\ud800', '0'.repeat(10_000)].map((id) => ({
      __typename: entity.type,
      id,
    }));
    expect([entity.name, ...(await ask(entity, 'administrator', references))]).toEqual([
      entity.name,
      ...references.map(() => null),
    ]);
  }
});

/** What would open a row, if a representation were believed. */
function claims(who: Who): Reference {
  const { id } = world.viewer(who);
  return {
    organisationId: null,
    status: 'PUBLISHED',
    courseId: world.rows['Course']!['public'],
    userId: id,
    ownerId: id,
    authorId: id,
    instructorIds: [id],
    isPreview: true,
    isBuiltIn: true,
    version: 1,
    email: 'forged@example.test',
    body: 'forged',
    viewerCan: { edit: true, seeAccount: true },
  };
}
