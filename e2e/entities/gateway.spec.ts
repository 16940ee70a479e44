import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isRequiredArgument, type GraphQLObjectType } from 'graphql';
import { schemaFolder } from '../../cli/files';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { Viewer } from '../../kit/identity/viewer';
import { runsAll } from '../../kit/testing/needs';
import { lyceumTest, type Answer as Response } from '../harness/lyceum';
import { everythingOf } from '../harness/selection';
import { makeWorld, whos, type Who, type World } from '../harness/world';
import { anonymised, isShown, objectsIn, type Answer } from './answers';
import { entityTypes } from './entity-types';
import { whoSeesWhat } from './who-sees-what';

// The limits have tests of their own; here one operation asks for all rows of a kind, and for all that they have.
const opened = lyceumTest({ settings: { MAX_TOKENS: '200000', MAX_SELECTIONS: '50000', MAX_ALIASES: '200' } });
const schema = buildSchema(readFileSync(join(schemaFolder, 'api.graphql'), 'utf8'));
const typeOf = (name: string): GraphQLObjectType => schema.getType(name) as GraphQLObjectType;
/** How much deeper than its own objects an answer is read: the subgraphs' own answers are, in subgraph.spec.ts. */
const further = runsAll ? 1 : 0;
let world: World;

beforeAll(async () => {
  world = await makeWorld(opened.lyceum);
});

const owned = entityTypes
  .filter(({ byId }) => byId !== null)
  .map(({ name, type, byId }) => ({
    type,
    byId: byId!,
    rows: whoSeesWhat[name]?.rows ?? {},
    guarded: guardedOf(type),
  }));

/** What any subgraph guards of a type. */
function guardedOf(type: string): NonNullable<(typeof whoSeesWhat)[string]['guarded']> {
  const adding = entityTypes.filter((entity) => entity.type === type);
  return Object.assign({}, ...adding.map(({ name }) => whoSeesWhat[name]?.guarded)) as never;
}

const send = (who: Who, query: string, variables = {}): Promise<Response<Record<string, unknown>>> =>
  opened.lyceum.send<Record<string, unknown>, Record<string, unknown>>(query, { variables, ...world.credentials(who) });

/** Rows by their ids, with everything that they have. */
async function read(who: Who, type: string, byId: string, ids: readonly string[]): Promise<Answer[]> {
  const aliases = ids.map((_, index) => `r${index}: ${byId}(id: $r${index}) { ...everything }`);
  const declared = ids.map((_, index) => `$r${index}: ID!`);
  const fragment = `fragment everything on ${type} ${everythingOf(schema, typeOf(type), 1 + further)}`;
  const query = `query (${declared.join(' ')}) { ${aliases.join(' ')} } ${fragment}`;
  const { data, errors } = await send(who, query, Object.fromEntries(ids.map((id, index) => [`r${index}`, id])));
  expect(errors.filter((error) => !isGuardSpeaking(who, error))).toEqual([]);
  return ids.map((_, index) => data[`r${index}`] as Answer);
}

/** Behind @authenticated the gateway says why there is null; subgraphs, asked directly, just say null. */
function isGuardSpeaking(who: Who, { extensions }: Response<unknown>['errors'][number]): boolean {
  return who === 'anonymous' && extensions['code'] === 'UNAUTHENTICATED';
}

/** Holds everything that an answer shows, however it was reached, against the table. */
function expectAllowed(who: Who, answer: unknown): Set<string> {
  const met = new Set<string>();
  for (const { type, id, fields } of objectsIn(answer)) {
    const entity = owned.find((candidate) => candidate.type === type);
    const name = Object.entries(world.rows[type] ?? {}).find(([, known]) => known === id)?.[0];
    if (!entity || !name) continue;
    met.add(`${type} ${name}`);
    expect([type, name, ...entity.rows[name]!]).toContain(who);
    for (const [field, viewers] of Object.entries(entity.guarded))
      if (isShown(typeOf(type), fields, field)) expect([type, name, field, ...viewers[name]!]).toContain(who);
  }
  return met;
}

describe.each(owned)('_entities bypass, through the gateway: $type', ({ type, byId, rows, guarded }) => {
  it.each(whos)('shows %s what the table says', async (who) => {
    const ids = { ...world.rows[type]!, none: randomUUID() };
    const answers = await read(who, type, byId, Object.values(ids));
    const answerOf = (name: string): Answer => answers[Object.keys(ids).indexOf(name)]!;
    expect(answers.at(-1)).toBeNull();

    const seen = Object.keys(rows).filter((name) => answerOf(name) !== null);
    expect(seen).toEqual(Object.keys(rows).filter((name) => rows[name]!.includes(who)));
    for (const [field, viewers] of Object.entries(guarded)) {
      const shown = seen.filter((name) => isShown(typeOf(type), answerOf(name), field));
      expect([field, ...shown]).toEqual([field, ...seen.filter((name) => viewers[name]!.includes(who))]);
    }
    expectAllowed(who, answers);
  });

  it('existence: what is hidden answers byte for byte like what does not exist', async () => {
    const query = `query ($id: ID!) { ${byId}(id: $id) ${everythingOf(schema, typeOf(type), 1)} }`;
    const text = async (who: Who, id: string): Promise<string> => {
      const { token, headers } = world.credentials(who);
      const response = await fetch(`${opened.lyceum.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
        body: JSON.stringify({ ...(await opened.lyceum.textFor(query, headers)), variables: { id } }),
      });
      // What is left of the minute is another with each request.
      const { date: _date, ratelimit: _left, ...shown } = Object.fromEntries(response.headers);
      return `${response.status} ${JSON.stringify(shown)} ${await response.text()}`;
    };
    for (const who of whos) {
      const none = randomUUID();
      const absent = anonymised(await text(who, none), none);
      const hidden = Object.keys(rows).filter((name) => !rows[name]!.includes(who));
      for (const id of hidden.map((name) => world.rows[type]![name]!))
        expect(anonymised(await text(who, id), id)).toBe(absent);
    }
  });
});

it.each(whos)('no list leads %s to what the table hides', async (who) => {
  const lists = Object.values(schema.getQueryType()!.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
  const met = new Set<string>();
  for (const { name, type } of lists) {
    const inner = schema.getType(String(type).replace(/[[\]!]/g, ''))!;
    const { data, errors } = await send(who, `{ ${name} ${everythingOf(schema, inner, 2 + further)} }`);
    // A list that is not for this viewer is refused whole.
    expect([undefined, 'UNAUTHENTICATED', 'NOT_FOUND']).toContain(errors[0]?.extensions['code']);
    expect(errors.filter((error) => error.path?.length !== 1 && !isGuardSpeaking(who, error))).toEqual([]);
    for (const found of expectAllowed(who, data)) met.add(found);
  }
  // The test would show nothing if it met nobody.
  expect([...met]).toEqual(expect.arrayContaining(['Course public', 'Category public']));
});

it.each([
  '_entities(representations: []) { __typename }',
  '_service { sdl }',
  'jsonWebKeySet',
  'apiKeyViewer(key: "", address: "")',
])('the gateway has no %s', async (field) => {
  const { status, data, errors } = await send('administrator', `{ ${field} }`);
  expect({ status, data, codes: errors.map(({ extensions }) => extensions['code']) }).toEqual({
    status: 400,
    data: undefined,
    codes: ['GRAPHQL_VALIDATION_FAILED'],
  });
});

it('the gateway believes no viewer that a client signs or sends along', async () => {
  const { secrets, clock } = opened.lyceum.house;
  const headers = { [viewerHeader]: await new ViewerSeal(secrets, clock).sign(Viewer.system) };
  const query = 'query ($id: ID!) { me { id } user(id: $id) { email } }';
  const variables = { id: world.people.learner.id };
  const { data } = await opened.lyceum.send<Record<string, unknown>, Record<string, unknown>>(query, {
    headers,
    variables,
  });
  expect(data).toEqual({ me: null, user: { email: null } });
});
