import { randomUUID } from 'node:crypto';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import type { Viewer } from '../../../kit/identity/viewer';
import { media } from '..';
import { curriculumFacts } from '../testing/learner';
import { jpeg } from '../testing/files';
import { send } from '../testing/upload';
import { usages } from '../upload/quota';
import { assetFactory } from './asset.factory';
import { AssetKind } from './asset.kind';
import { AssetService } from './asset.service';
import { AssetState } from './asset.states';
import { AssetStore } from './asset.store';

const house = subgraphTest(media);
const make = async (given: Parameters<typeof assetFactory>[1]) => (await house.make(assetFactory, [given]))[0]!;
const read = (id: string, viewer: Viewer) =>
  house.run(`query ($id: ID!) { asset(id: $id) { fileName uses { user { id } course { id } lesson { id } } } }`, {
    viewer,
    variables: { id },
  });
const drop = (id: string, viewer: Viewer) =>
  house.run(`mutation ($id: ID!) { deleteAsset(input: { id: $id }) { deletedAssetId } }`, {
    viewer,
    variables: { id },
  });

it('existence: a file of somebody else reads, and is deleted, like one that does not exist', async () => {
  const [owner, organisationId] = [person(randomUUID()), randomUUID()];
  const asset = await make({ ownerId: owner.id! });
  const ofOrganisation = await make({ ownerId: randomUUID(), organisationId });
  const member = person(randomUUID(), { organisations: [organisationId] });
  const elsewhere = person(randomUUID(), {
    organisations: [organisationId, randomUUID()],
    grants: [grant('manager', ['media.manage'])],
  });
  for (const [id, viewer] of [
    [asset.id, member],
    [ofOrganisation.id, member],
    [ofOrganisation.id, elsewhere],
    [ofOrganisation.id, owner],
  ] as const) {
    expect(await read(id, viewer)).toEqual(await read(randomUUID(), viewer));
    expect(await drop(id, viewer)).toEqual(await drop(randomUUID(), viewer));
  }
  const manager = person(randomUUID(), {
    organisations: [organisationId],
    grants: [grant('manager', ['media.manage'], { organisationId })],
  });
  for (const [id, viewer] of [
    [asset.id, owner],
    [asset.id, administrator(randomUUID())],
    [ofOrganisation.id, manager],
  ] as const)
    expect((await read(id, viewer)).data).toMatchObject({ asset: { fileName: 'a file' } });
});

it('a file that is shown is not deleted: the places are named', async () => {
  const owner = person(randomUUID());
  const [courseId, lessonId] = [randomUUID(), randomUUID()];
  const shownAs = [{ as: 'AVATAR' as const, id: owner.id! }];
  const asset = await make({ ownerId: owner.id!, shownAs });
  await house.deliver('curriculum.published', curriculumFacts(courseId, [{ lessonId, contentId: asset.id }]));
  const { errors } = await drop(asset.id, owner);
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'ASSET_IN_USE',
    uses: [
      { place: 'AVATAR', id: owner.id },
      { place: 'LESSON', id: lessonId },
    ],
  });
  expect((await read(asset.id, owner)).data).toMatchObject({
    asset: {
      uses: [
        { user: { id: owner.id }, lesson: null },
        { user: null, lesson: { id: lessonId } },
      ],
    },
  });
});

it('a file that is deleted leaves nothing behind, and gives its room back', async () => {
  const owner = person(randomUUID());
  const asset = await send(house, owner, await jpeg());
  const others = await send(house, person(randomUUID()), await jpeg());
  await house.as(owner).get(AssetService).delete(asset.id);
  expect(await house.emitted('media.removed')).toContainEqual({ assetId: asset.id, organisationId: null });
  await house.settle();
  expect(await Array.fromAsync(house.as().objects.list(`media/${asset.id}/`))).toEqual([]);
  expect((await Array.fromAsync(house.as().objects.list(`media/${others.id}/`))).length).toBeGreaterThan(3);
  expect(
    (
      await house
        .as()
        .documents.of(usages)
        .findOne({ _id: `person:${owner.id}` })
    )?.bytes,
  ).toBe(0);
});

it('lists: one’s own, an organisation’s own, all of an organisation’s for who looks after them', async () => {
  const [me, organisationId] = [randomUUID(), randomUUID()];
  const mine = await make({ ownerId: me });
  const video = await make({ ownerId: me, kind: AssetKind.VIDEO, state: AssetState.PROCESSING });
  const myOwnThere = await make({ ownerId: me, organisationId });
  const theirs = await make({ ownerId: randomUUID(), organisationId });
  await make({ ownerId: randomUUID() });
  const list = async (viewer: Viewer, filter: string) => {
    const data = await house.data<{ assets: { nodes: { id: string }[] } }>(
      `{ assets(filter: ${filter}) { nodes { id } } }`,
      { viewer },
    );
    return data.assets.nodes.map(({ id }) => id);
  };
  const member = person(me, { organisations: [organisationId] });
  const manager = person(me, {
    organisations: [organisationId],
    grants: [grant('manager', ['media.manage'], { organisationId })],
  });
  expect(await list(member, '{}')).toEqual([video.id, mine.id]);
  expect(await list(member, '{ kind: IMAGE, state: READY }')).toEqual([mine.id]);
  expect(await list(member, `{ organisationId: "${organisationId}" }`)).toEqual([myOwnThere.id]);
  expect(await list(manager, `{ organisationId: "${organisationId}" }`)).toEqual([theirs.id, myOwnThere.id]);
  expect(await list(person(me), `{ organisationId: "${organisationId}" }`)).toEqual([]);
});

it('pages of files go on where the last one ended, in either direction', async () => {
  const viewer = person(randomUUID());
  const made = [];
  for (let count = 0; count < 5; count += 1) made.unshift((await make({ ownerId: viewer.id! })).id);
  const page = async (args: string) => {
    const query = `{ assets(${args}) { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const { assets } = await house.data<{
      assets: { nodes: { id: string }[]; totalCount: number; pageInfo: Record<string, string> };
    }>(query, { viewer });
    return { ...assets, ids: assets.nodes.map(({ id }) => id) };
  };
  const first = await page('first: 2');
  expect([first.ids, first.totalCount, first.pageInfo['hasNextPage']]).toEqual([made.slice(0, 2), 5, true]);
  const second = await page(`first: 2, after: "${first.pageInfo['endCursor']}"`);
  expect(second.ids).toEqual(made.slice(2, 4));
  expect((await page(`last: 2, before: "${second.pageInfo['startCursor']}"`)).ids).toEqual(made.slice(0, 2));
  expect((await page('last: 2')).ids).toEqual(made.slice(3));
  expect(
    (await house.run('{ assets(after: "nonsense") { nodes { id } } }', { viewer })).errors?.[0]?.extensions,
  ).toMatchObject({ code: 'BAD_CURSOR' });
});

it('who follows a file hears of each step, and of no other file', async () => {
  const owner = person(randomUUID());
  const [asset, other] = [
    await make({ ownerId: owner.id!, state: AssetState.CHECKING }),
    await make({ ownerId: owner.id!, state: AssetState.CHECKING }),
  ];
  const changes = (await house.as(owner).get(AssetService).changes(asset.id))[Symbol.asyncIterator]();
  const move = ({ id, current }: typeof asset, to: AssetState) =>
    house.as().transaction((tx) => tx.get(AssetStore).move({ assetId: id, versionId: current.id }, to));
  await move(other, AssetState.PROCESSING);
  await move(asset, AssetState.PROCESSING);
  expect(await changes.next()).toEqual({ value: { assetId: asset.id }, done: false });
  await changes.return?.();
  await expect(house.as(person(randomUUID())).get(AssetService).changes(asset.id)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

refuseCollectionScans(house);
