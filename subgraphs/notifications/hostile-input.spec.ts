import { randomUUID } from 'node:crypto';
import { isInputObjectType, isNonNullType, isRequiredInputField, type GraphQLInputObjectType } from 'graphql';
import { kitErrors } from '../../kit/errors/kit-errors';
import { buildSubgraph } from '../../kit/graphql/schema';
import { Viewer } from '../../kit/identity/viewer';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator, person } from '../../kit/testing/viewers';
import { notifications } from '.';
import { notificationsErrors } from './notifications.errors';
import { makeBelongings, type Belongings } from './testing/belongings';

const house = subgraphTest(notifications, { PUBLIC_URL: 'https://lyceum.test' });
const { schema } = buildSubgraph(notifications);

type Make = (own: Belongings) => Readonly<Record<string, unknown>>;

const which = ({ notificationId }: Belongings) => ({ ids: [notificationId] });
const inCourse = ({ learntId }: Belongings) => ({ courseId: learntId });

/** Mutations with input that they take from who has these belongings. */
const taken: Readonly<Record<string, Make>> = {
  markNotificationsSeen: which,
  markNotificationsRead: ({ groupId }) => ({ groupId }),
  markNotificationsUnread: which,
  archiveNotifications: which,
  unarchiveNotifications: () => ({ all: true }),
  setNotificationPreferences: () => ({ preferences: [{ kind: 'WELCOME', channel: 'EMAIL', isOn: false }] }),
  setNotificationTimes: () => ({
    quietHours: { from: '22:00', until: '07:00' },
    digest: 'WEEKLY',
    digestAt: '08:00',
    digestWeekday: 1,
  }),
  muteCourse: inCourse,
  unmuteCourse: inCourse,
  followInstructor: ({ instructorId }) => ({ userId: instructorId }),
  unfollowInstructor: ({ instructorId }) => ({ userId: instructorId }),
  followCategory: ({ categoryId }) => ({ categoryId }),
  unfollowCategory: ({ categoryId }) => ({ categoryId }),
  createAnnouncement: ({ courseId }) => ({ courseId, title: 'No class', body: 'Rest.' }),
  updateAnnouncement: ({ announcementId }) => ({
    id: announcementId,
    title: 'Class',
    body: 'Come.',
    expectedVersion: 1,
  }),
  cancelAnnouncement: ({ announcementId }) => ({ id: announcementId }),
};

/** Every mutation; of those that are not above, what they require, with nonsense of the right types at best. */
const mutations: [name: string, make: Make][] = Object.values(schema.getMutationType()!.getFields())
  .filter(({ args }) => args.length > 0)
  .map(({ name, args: [argument] }) => {
    const { type } = argument!;
    const input = isNonNullType(type) ? type.ofType : type;
    return [name, taken[name] ?? (() => namesOf(input as GraphQLInputObjectType))];
  });

function namesOf(type: GraphQLInputObjectType): Record<string, unknown> {
  const fields = Object.values(isInputObjectType(type) ? type.getFields() : {}).filter(isRequiredInputField);
  return Object.fromEntries(fields.map(({ name }) => [name, randomUUID()]));
}

const notIds = ['', ' ', 'NUL \0 byte', 'x'.repeat(100_000), '\ud800', "' OR TRUE --", '__proto__', '🙂'];

const hostile = (others: Belongings): readonly unknown[] => [
  ...notIds,
  randomUUID(),
  others.notificationId,
  others.groupId,
  others.announcementId,
  others.courseId,
  -1,
  2 ** 31 - 1,
  1e308,
  1.5,
  '9'.repeat(40),
  '+275760-09-13T00:00:00.001Z',
  null,
  true,
  [],
  {},
  [[[]]],
  Array.from({ length: 1_000 }, () => randomUUID()),
  Array.from({ length: 1_000 }, () => ({ kind: 'WELCOME', channel: 'EMAIL', isOn: false })),
];

/** Every place in the input, with something hostile put there. */
function* spoiled(value: unknown, bad: readonly unknown[]): Generator<unknown> {
  yield* bad;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    for (const one of spoiled(inner, bad))
      yield Array.isArray(value) ? value.with(Number(name), one) : { ...value, [name]: one };
}

async function errorsOf(name: string, input: unknown, viewer: Viewer) {
  const type = String(schema.getMutationType()!.getFields()[name]!.args[0]!.type);
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
  const { errors = [] } = await house.run(query, { viewer, variables: { input } });
  return errors;
}

const codesOf = (errors: Awaited<ReturnType<typeof errorsOf>>) =>
  errors.map(({ extensions }) => String(extensions?.['code']));

let everything = '';
/** Every row that mentions what belongs to somebody. */
async function rowsOf({ owner, ...ids }: Belongings): Promise<string[]> {
  const wanted = [owner.id!, ...Object.values(ids)].map((id) => `%${id}%`);
  const rows = await house.as().db.query<{ row: string }[]>(everything, [wanted]);
  return rows.map(({ row }) => row).toSorted();
}

let others: Belongings;
beforeAll(async () => {
  others = await makeBelongings(house);
  const sql = `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  const tables = await house.as().db.query<{ name: string }[]>(sql);
  const rows = tables.map(({ name }) => `SELECT "${name}"::text AS row FROM "${name}"`);
  everything = `SELECT row FROM (${rows.join(' UNION ALL ')}) AS every (row) WHERE row LIKE ANY ($1)`;
});

it.each(Object.entries(taken))('%s takes what is right', async (name, make) => {
  const own = await makeBelongings(house);
  expect(codesOf(await errorsOf(name, make(own), own.owner))).toEqual([]);
});

const { INTERNAL_ERROR: _never, ...expected } = { ...kitErrors, ...notificationsErrors };

it.each(mutations)(
  '%s answers hostile input with a coded error or takes it, and harms nobody else',
  async (name, make) => {
    const own = await makeBelongings(house);
    const before = await rowsOf(others);
    const codes = new Set<string>();
    for (const input of spoiled(make(own), hostile(others)))
      for (const code of codesOf(await errorsOf(name, input, own.owner))) codes.add(code);
    expect(codes).toContain('BAD_INPUT');
    expect([...codes].filter((code) => !(code in expected))).toEqual([]);
    const after = new Set(await rowsOf(others));
    expect(before.filter((row) => !after.has(row))).toEqual([]);
  },
);

it.each(Object.entries(taken))(
  '%s: what belongs to others answers strangers like what does not exist',
  async (name, make) => {
    const nothing = Object.fromEntries(Object.keys(others).map((field) => [field, randomUUID()]));
    const before = await rowsOf(others);
    for (const viewer of [person(randomUUID()), Viewer.anonymous]) {
      const answer = await errorsOf(name, make(others), viewer);
      expect(answer).toEqual(await errorsOf(name, make(nothing as unknown as Belongings), viewer));
      // Of one's own choices nobody asks whether what they name exists.
      expect(['NOT_FOUND', 'UNAUTHENTICATED', '']).toContain(codesOf(answer).join());
    }
    const after = new Set(await rowsOf(others));
    expect(before.filter((row) => !after.has(row))).toEqual([]);
  },
);

it.each(notIds.map((id) => [id.slice(0, 40), id]))('the id %j finds nothing, and hides nothing else', async (_, id) => {
  const query = `query ($id: ID!, $good: ID!, $of: [_Any!]!) {
    notification(id: $id) { id } announcement(id: $id) { id } good: notification(id: $good) { id }
    _entities(representations: $of) {
      ... on Notification { title } ... on Announcement { title }
      ... on User { unreadNotifications notifications { nodes { id } } followedInstructors { id } notificationTimes { digest } }
    }
  }`;
  const of = ['Notification', 'Announcement', 'User'].map((__typename) => ({ __typename, id }));
  const variables = { id, good: others.notificationId, of };
  const data = await house.data<Record<string, unknown>>(query, { viewer: others.owner, variables });
  expect(data).toMatchObject({ notification: null, announcement: null, good: { id: others.notificationId } });
  const { _entities: entities } = data as { readonly _entities: (Record<string, unknown> | null)[] };
  expect(entities.flatMap((entity) => Object.values(entity ?? {})).filter((value) => value !== null)).toEqual([]);
});

const lists = [
  ['first: -1', 'BAD_INPUT'],
  ['first: 101', 'BAD_INPUT'],
  ['first: 1, last: 1', 'BAD_INPUT'],
  ['box: NONE', 'BAD_INPUT'],
  ['after: "made.up"', 'BAD_CURSOR'],
  ['after: "\\u0000"', 'BAD_CURSOR'],
] as const;
it.each(lists)('notifications(%s) is refused', async (given, code) => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { notifications(${given}) { nodes { id } } } } }`;
  const variables = { of: [{ __typename: 'User', id: others.owner.id }] };
  const { errors } = await house.run(query, { viewer: others.owner, variables });
  expect(errors?.[0]?.extensions?.['code']).toBe(code);
});

it.each([['filter: { courseId: "\\u0000" }'], ['filter: { groupId: "nonsense" }'], ['filter: { kinds: [] }']])(
  'notifications(%s) of nonsense finds nothing, or says that it is nonsense',
  async (given) => {
    const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { notifications(${given}) { nodes { id } } } } }`;
    const variables = { of: [{ __typename: 'User', id: others.owner.id }] };
    const { data, errors } = await house.run(query, { viewer: others.owner, variables });
    if (errors) expect(codesOf(errors)).toEqual(['BAD_INPUT']);
    else expect(data).toEqual({ found: [{ notifications: { nodes: [] } }] });
  },
);

it('audiences and previews of nonsense, and of what belongs to others, are refused', async () => {
  const audience = 'query ($id: ID!) { announcementAudience(courseId: $id) { count } }';
  for (const id of [...notIds, others.courseId]) {
    const { errors } = await house.run(audience, { viewer: person(randomUUID()), variables: { id } });
    expect(['NOT_FOUND', 'BAD_INPUT']).toContain(errors?.[0]?.extensions?.['code']);
  }
  const preview = 'query ($input: PreviewTemplateInput!) { previewTemplate(input: $input) { html } }';
  const broken = { title: '{', body: '{constructor}', action: '{count, plural, other {{{}' };
  const input = { kind: 'WELCOME', channel: 'EMAIL', language: 'EN', ...broken };
  const { errors } = await house.run(preview, { viewer: administrator(randomUUID()), variables: { input } });
  expect(errors?.[0]?.extensions?.['code']).toBe('BAD_INPUT');
});
