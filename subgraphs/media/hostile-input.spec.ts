import { randomUUID } from 'node:crypto';
import { isInputObjectType, isRequiredInputField, type GraphQLInputObjectType } from 'graphql';
import { kitErrors } from '../../kit/errors/kit-errors';
import { buildSubgraph } from '../../kit/graphql/schema';
import { Viewer } from '../../kit/identity/viewer';
import { refuseCollectionScans } from '../../kit/testing/explained-queries';
import { notIds, spoiled } from '../../kit/testing/hostile';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator } from '../../kit/testing/viewers';
import { media } from '.';
import { mediaErrors } from './media.errors';
import { someone, vtt } from './playback/testing/world';
import { makeBelongings, type Belongings } from './testing/belongings';

const house = subgraphTest(media, { PLAYBACK_REPORTS_PER_MINUTE: '100000', PLAYBACK_STARTS_PER_MINUTE: '100000' });
const { schema } = buildSubgraph(media);

type Make = (own: Belongings) => Readonly<Record<string, unknown>>;

/** Mutations with input that they take. */
const taken: Readonly<Record<string, Make>> = {
  createUpload: () => ({
    kind: 'VIDEO',
    fileName: 'one.mp4',
    bytes: '10',
    checksum: 'a'.repeat(64),
    protection: 'CBCS',
  }),
  deleteAsset: ({ pictureId }) => ({ id: pictureId }),
  setAvatar: ({ pictureId }) => ({ assetId: pictureId }),
  setCourseThumbnail: ({ courseId, pictureId }) => ({ courseId, assetId: pictureId }),
  setCourseTrailer: ({ courseId, videoId }) => ({ courseId, assetId: videoId, expectedVersion: 1 }),
  addCaptions: ({ videoId }) => ({
    assetId: videoId,
    language: 'pt',
    kind: 'SUBTITLES',
    name: 'Português',
    file: { text: vtt, leaveOutProblems: false },
    isDefault: false,
    isShown: true,
  }),
  updateCaptions: ({ captionsId }) => ({ id: captionsId, name: 'English', isDefault: false, isShown: true }),
  removeCaptions: ({ captionsId }) => ({ id: captionsId }),
  startPlayback: ({ lessonId }) => ({ lessonId }),
  renewPlayback: ({ grantId }) => ({ grantId }),
  endPlayback: ({ grantId }) => ({ grantId }),
  reportPlayback: ({ grantId }) => ({
    grantId,
    position: 1,
    ranges: [{ from: 0, to: 1 }],
    stalls: 1,
    stalledFor: 0.5,
    bandwidth: 1_000_000,
  }),
  addAssetVersion: ({ videoId }) => ({
    assetId: videoId,
    bytes: '10',
    checksum: 'a'.repeat(64),
    expectedVersion: 1,
  }),
  restoreAssetVersion: ({ videoId, oldVersionId }) => ({
    assetId: videoId,
    versionId: oldVersionId,
    expectedVersion: 1,
  }),
  removeAssetVersion: ({ videoId, oldVersionId }) => ({
    assetId: videoId,
    versionId: oldVersionId,
    expectedVersion: 1,
  }),
  setChapters: ({ videoId }) => ({
    assetId: videoId,
    chapters: [
      { title: 'One', start: 0 },
      { title: 'Two', start: 3 },
    ],
    expectedVersion: 1,
  }),
  shareDocument: ({ documentId }) => ({
    assetId: documentId,
    with: { link: { password: 'nine grey otters' } },
    expiresAt: '2030-01-01T00:00:00.000Z',
  }),
  revokeShare: ({ shareId }) => ({ id: shareId }),
  openSharedDocument: ({ shareId }) => ({ id: shareId }),
  chooseVideoPoster: ({ videoId, pictureId }) => ({ assetId: videoId, pictureId, expectedVersion: 1 }),
};

/** Every mutation; of those that are not above, what they require, with nonsense of the right types at best. */
const mutations: [name: string, make: Make][] = Object.values(schema.getMutationType()!.getFields()).map((field) => {
  const required = (field.args[0]!.type as { readonly ofType?: unknown }).ofType ?? field.args[0]!.type;
  return [field.name, taken[field.name] ?? (() => namesOf(required as GraphQLInputObjectType))];
});

function namesOf(type: GraphQLInputObjectType): Record<string, unknown> {
  const fields = Object.values(isInputObjectType(type) ? type.getFields() : {}).filter(isRequiredInputField);
  return Object.fromEntries(fields.map(({ name }) => [name, randomUUID()]));
}

/** What MongoDB would take for operators is among it. */
const hostile = (others: Belongings): readonly unknown[] => [
  ...notIds,
  'x'.repeat(200_001),
  randomUUID(),
  others.videoId,
  others.captionsId,
  others.grantId,
  others.documentId,
  others.shareId,
  -1,
  2 ** 31 - 1,
  1e308,
  1.5,
  '9'.repeat(40),
  null,
  true,
  [],
  {},
  [[[]]],
  { $ne: null },
  { $where: 'sleep(10000)' },
  Array.from({ length: 1_000 }, () => ({ title: 'x', start: 0, from: 0, to: 1 })),
];

async function errorsOf(name: string, input: unknown, viewer: Viewer) {
  const type = String(schema.getMutationType()!.getFields()[name]!.args[0]!.type);
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
  const { errors = [] } = await house.run(query, { viewer, variables: { input } });
  return errors;
}

const codesOf = (errors: Awaited<ReturnType<typeof errorsOf>>) =>
  errors.map(({ extensions }) => String(extensions?.['code']));

/** Every document that mentions what belongs to somebody; by an index, because the last test refuses anything else. */
async function documentsOf(own: Belongings): Promise<string[]> {
  const { owner, ...ids } = own;
  const wanted = [owner.id!, ...Object.values(ids)];
  const { db } = house.subgraph.resources.documents!;
  const all = await Promise.all(
    media.documents!.collections.map(({ name }) => db.collection(name).find({}, { hint: '_id_' }).toArray()),
  );
  const texts = all.flat().map((document) => JSON.stringify(document));
  return texts.filter((text) => wanted.some((id) => text.includes(id))).toSorted();
}

let others: Belongings;
beforeAll(async () => {
  others = await makeBelongings(house);
});

it.each(Object.entries(taken))('%s takes what is right', async (name, make) => {
  const own = await makeBelongings(house);
  expect(codesOf(await errorsOf(name, make(own), own.owner))).toEqual([]);
});

const { INTERNAL_ERROR: _never, ...expected } = { ...kitErrors, ...mediaErrors };

it.each(mutations)(
  '%s answers hostile input with a coded error or takes it, and harms nobody else',
  async (name, make) => {
    const own = await makeBelongings(house);
    const before = await documentsOf(others);
    const codes = new Set<string>();
    for (const input of spoiled(make(own), hostile(others)))
      for (const code of codesOf(await errorsOf(name, input, own.owner))) codes.add(code);
    expect(codes).toContain('BAD_INPUT');
    expect([...codes].filter((code) => !(code in expected))).toEqual([]);
    const after = await documentsOf(others);
    expect(before.filter((text) => !after.includes(text))).toEqual([]);
  },
);

it.each(Object.entries(taken))(
  '%s: what belongs to others answers strangers like what does not exist',
  async (name, make) => {
    const nothing = Object.fromEntries(Object.keys(others).map((key) => [key, randomUUID()]));
    const before = await documentsOf(others);
    for (const viewer of [someone(), Viewer.anonymous]) {
      const answer = await errorsOf(name, make(others), viewer);
      expect(['NOT_FOUND', 'UNAUTHENTICATED', 'UPLOAD_NOT_ALLOWED']).toContain(codesOf(answer).join());
      expect(answer).toEqual(await errorsOf(name, make(nothing as unknown as Belongings), viewer));
    }
    expect(await documentsOf(others)).toEqual(before);
  },
);

it.each(notIds.map((id) => [id.slice(0, 40), id]))('the id %j finds nothing, and hides nothing else', async (_, id) => {
  const query = `query ($id: ID!, $good: ID!, $of: [_Any!]!) {
    asset(id: $id) { fileName } playback(id: $id) { id } good: asset(id: $good) { id }
    _entities(representations: $of) {
      ... on Asset { fileName } ... on User { avatar { id } } ... on Course { thumbnail { id } } ... on Lesson { video { id } }
    }
  }`;
  const types = ['Asset', 'User', 'Course', 'Lesson'];
  const variables = { id, good: others.videoId, of: types.map((__typename) => ({ __typename, id })) };
  const data = await house.data<Record<string, unknown>>(query, { viewer: administrator(randomUUID()), variables });
  expect(data).toMatchObject({ asset: null, playback: null, good: { id: others.videoId } });
  const { _entities: entities } = data as { readonly _entities: (Record<string, unknown> | null)[] };
  expect(entities.flatMap((entity) => Object.values(entity ?? {})).filter((value) => value !== null)).toEqual([]);
});

it.each([{ organisationId: '\0' }, { organisationId: 'x'.repeat(100_000) }, { organisationId: '{"$ne":null}' }])(
  'a filter of nonsense finds nothing',
  async (filter) => {
    const query = 'query ($filter: AssetFilter) { assets(filter: $filter) { nodes { id } } }';
    const viewer = administrator(randomUUID());
    expect(await house.data(query, { viewer, variables: { filter } })).toEqual({ assets: { nodes: [] } });
  },
);

it.each([
  ['first: -1', 'BAD_INPUT'],
  ['first: 101', 'BAD_INPUT'],
  ['first: 1, last: 1', 'BAD_INPUT'],
  ['filter: { kind: NONE }', 'BAD_INPUT'],
  ['after: "made.up"', 'BAD_CURSOR'],
  ['after: "\\u0000"', 'BAD_CURSOR'],
])('assets(%s) is refused', async (given, code) => {
  const { errors } = await house.run(`{ assets(${given}) { nodes { id } } }`, { viewer: others.owner });
  expect(errors?.[0]?.extensions?.['code']).toBe(code);
});

refuseCollectionScans(house);
