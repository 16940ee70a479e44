import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { grant, person } from '../../../kit/testing/viewers';
import { media } from '..';
import type { Asset } from '../asset/asset.document';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { AssetService } from '../asset/asset.service';
import { AssetState } from '../asset/asset.states';
import { someone, World } from '../playback/testing/world';
import { accesses } from './access.document';
import { downloads } from './share-counter';
import { shares } from './share.document';
import type { ShareWithInput } from './share.input';
import { ShareService } from './share.service';
import { SharedDocuments } from './shared-documents';
import { sweepShares } from './sweep-shares.job';

const house = subgraphTest(media);
const service = (viewer: Viewer) => house.as(viewer).get(ShareService);
const documents = (viewer: Viewer) => house.as(viewer).get(SharedDocuments);

async function document(given: Partial<Parameters<typeof assetFactory>[1]> = {}): Promise<Asset> {
  const version = { contentType: 'application/pdf', pageCount: 3 };
  const [asset] = await house.make(assetFactory, [
    { ownerId: randomUUID(), kind: AssetKind.PDF, fileName: 'notes.pdf', version, ...given },
  ]);
  return asset!;
}

const ownerOf = ({ ownerId, organisationId }: Asset) =>
  person(ownerId, { organisations: organisationId ? [organisationId] : [] });

async function shared(asset: Asset, given: ShareWithInput, expiresAt?: Date): Promise<string> {
  const input = { assetId: asset.id, with: given, ...(expiresAt ? { expiresAt } : {}) };
  return (await service(ownerOf(asset)).share(input)).share.id;
}

const lists = `query ($of: [_Any!]!) {
  sharedDocuments { nodes { id fileName bytes contentType pageCount } }
  _entities(representations: $of) { ... on Lesson { files { id } } ... on Course { files { id } } }
}`;
interface Lists {
  readonly sharedDocuments: { readonly nodes: readonly { readonly id: string }[] };
  readonly _entities: readonly { readonly files: readonly { readonly id: string }[] }[];
}
async function listed(viewer: Viewer, { lessonId, courseId }: Pick<World, 'lessonId' | 'courseId'>) {
  const of = [
    { __typename: 'Lesson', id: lessonId },
    { __typename: 'Course', id: courseId },
  ];
  const { sharedDocuments, _entities } = await house.data<Lists>(lists, { viewer, variables: { of } });
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const [lesson, course] = _entities;
  return { person: ids(sharedDocuments.nodes), lesson: ids(lesson!.files), course: ids(course!.files) };
}

it('a document is shared with a person, who downloads it and nobody else does', async () => {
  const asset = await document();
  const reader = person(randomUUID());
  const id = await shared(asset, { personId: reader.id });
  const { document: seen, url } = await documents(reader).open(id);
  expect(seen).toMatchObject({ id, fileName: 'notes.pdf', contentType: 'application/pdf', pageCount: 3 });
  expect(new URL(url).searchParams.get('disposition')).toBe('attachment; filename=notes.pdf');
  for (const viewer of [person(randomUUID()), Viewer.anonymous])
    await expect(documents(viewer).open(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('who sees which documents, by person, course and lesson', async () => {
  const world = await World.make(house);
  const { instructor, courseId, lessonId } = world;
  const asset = await document({ ownerId: instructor.id! });
  const [learner, reader, stranger] = [await world.learner(), someone(), someone()];
  const toPerson = await shared(asset, { personId: reader.id });
  const toCourse = await shared(asset, { courseId });
  const toLesson = await shared(asset, { lessonId });
  const rows: readonly (readonly [Viewer, object])[] = [
    [learner, { person: [], lesson: [toLesson], course: [toCourse] }],
    [instructor, { person: [], lesson: [toLesson], course: [toCourse] }],
    [reader, { person: [toPerson], lesson: [], course: [] }],
    [stranger, { person: [], lesson: [], course: [] }],
  ];
  for (const [viewer, expected] of rows) {
    expect(await listed(viewer, world)).toEqual(expected);
    const mine = Object.values(expected).flat() as string[];
    for (const id of [toPerson, toCourse, toLesson]) {
      const opened = documents(viewer).open(id);
      if (mine.includes(id)) await expect(opened).resolves.toMatchObject({ document: { id } });
      else await expect(opened).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  }
  await world.leave(learner);
  expect(await listed(learner, world)).toEqual({ person: [], lesson: [], course: [] });
  await expect(documents(learner).open(toCourse)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('the owner reads who got it, when and by which share', async () => {
  const world = await World.make(house);
  const asset = await document({ ownerId: world.instructor.id! });
  const learner = await world.learner();
  const shareId = await shared(asset, { courseId: world.courseId });
  await documents(learner).open(shareId);
  const query = `query ($id: ID!) { asset(id: $id) { shares { id kind course { id } hasPassword } accesses(first: 5) { totalCount nodes { at kind shareId versionId person { id } } } } }`;
  const read = async (viewer: Viewer) => (await house.data(query, { viewer, variables: { id: asset.id } }))['asset'];
  expect(await read(world.instructor)).toEqual({
    shares: [{ id: shareId, kind: 'COURSE', course: { id: world.courseId }, hasPassword: false }],
    accesses: {
      totalCount: 1,
      nodes: [
        {
          at: house.clock.now().toISOString(),
          kind: 'COURSE',
          shareId,
          versionId: asset.currentVersionId,
          person: { id: learner.id },
        },
      ],
    },
  });
  expect(await read(learner)).toBeNull();
});

it('a share ends when it is revoked, and when its time is up', async () => {
  const asset = await document();
  const reader = person(randomUUID());
  const id = await shared(asset, { personId: reader.id }, new Date(house.clock.now().getTime() + 60_000));
  for (const viewer of [reader, person(randomUUID())])
    await expect(service(viewer).revoke(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service(Viewer.anonymous).revoke(id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  house.clock.advance({ minutes: 1 });
  await expect(documents(reader).open(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await documents(reader).page({})).nodes).toEqual([]);
  const again = await shared(asset, { personId: reader.id });
  await service(ownerOf(asset)).revoke(again);
  await expect(documents(reader).open(again)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('sharing again with the same person takes the place of the share before', async () => {
  const asset = await document();
  const personId = randomUUID();
  await Promise.all([1, 2, 3].map(() => shared(asset, { personId })));
  expect(await house.as().documents.of(shares).count({ assetId: asset.id })).toBe(1);
});

it('those who may change a document share it, with courses that they may edit', async () => {
  const world = await World.make(house);
  const asset = await document();
  const { courseId, lessonId } = world;
  const link = { assetId: asset.id, with: { link: {} } };
  await expect(service(person(randomUUID())).share(link)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service(Viewer.anonymous).share(link)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  for (const given of [{ courseId }, { lessonId }, { courseId: randomUUID() }, { personId: 'nobody' }])
    await expect(shared(asset, given)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const given of [{}, { courseId, link: {} }])
    await expect(shared(asset, given)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const past = shared(asset, { link: {} }, house.clock.now());
  await expect(past).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const picture = await document({ kind: AssetKind.IMAGE });
  await expect(shared(picture, { link: {} })).rejects.toMatchObject({ code: 'WRONG_KIND' });
});

it('tenant: an organisation’s document is for its own courses and members, whoever it is shared with', async () => {
  const organisationId = randomUUID();
  const outside = await World.make(house);
  const grants = [grant('editor', ['media.manage'], { organisationId })];
  const editor = person(outside.instructor.id!, { organisations: [organisationId], grants });
  const asset = await document({ organisationId });
  const elsewhere = service(editor).share({ assetId: asset.id, with: { courseId: outside.courseId } });
  await expect(elsewhere).rejects.toMatchObject({ code: 'ASSET_ELSEWHERE' });
  const [member, stranger] = [person(randomUUID(), { organisations: [organisationId] }), person(randomUUID())];
  const [toMember, toStranger] = [
    await shared(asset, { personId: member.id }),
    await shared(asset, { personId: stranger.id }),
  ];
  expect((await documents(member).open(toMember)).document.id).toBe(toMember);
  expect((await documents(stranger).page({})).nodes).toEqual([]);
  await expect(documents(stranger).open(toStranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('what is not ready is not offered', async () => {
  const asset = await document({ state: AssetState.PROCESSING });
  const reader = person(randomUUID());
  const id = await shared(asset, { personId: reader.id });
  expect((await documents(reader).page({})).nodes).toEqual([]);
  await expect(documents(reader).open(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('pages of shared documents follow each other', async () => {
  const reader = person(randomUUID());
  const asked: string[] = [];
  for (let count = 0; count < 3; count++) asked.push(await shared(await document(), { personId: reader.id }));
  const first = await documents(reader).page({ first: 2 });
  const second = await documents(reader).page({ first: 2, after: first.pageInfo.endCursor! });
  expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(asked.toReversed());
  expect(first.edges[0]!.cursor).not.toBe(first.edges[1]!.cursor);
});

it('a document is shared a hundred times at most', async () => {
  const asset = await document();
  for (let count = 0; count < 100; count++) await shared(asset, { link: {} });
  const refused = { code: 'TOO_MANY_SHARES', facts: { allowed: 100 } };
  await expect(shared(asset, { link: {} })).rejects.toMatchObject(refused);
});

it('downloads by one share are bounded, and so is the log', async () => {
  const asset = await document();
  const reader = person(randomUUID());
  const id = await shared(asset, { personId: reader.id });
  const asks = Array.from({ length: downloads.times + 3 }, () => documents(reader).open(id));
  const refused = (await Promise.allSettled(asks)).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(3);
  expect(refused[0]).toMatchObject({ reason: { code: 'RATE_LIMITED' } });
  expect(await house.as().documents.of(accesses).count({ assetId: asset.id })).toBe(downloads.times);
});

it('shares go with their document, and a person who is erased leaves none', async () => {
  const reader = person(randomUUID());
  const [kept, deleted] = [await document(), await document()];
  await documents(reader).open(await shared(kept, { personId: reader.id }));
  await shared(deleted, { personId: reader.id });
  await house.as(ownerOf(deleted)).get(AssetService).delete(deleted.id);
  const left = (asset: Asset) => house.as().documents.of(shares).count({ assetId: asset.id });
  expect([await left(kept), await left(deleted)]).toEqual([1, 0]);
  await house.deliver('user.erased', { userId: reader.id! });
  expect(await left(kept)).toBe(0);
  const log = await house.as().documents.of(accesses).find({ assetId: kept.id }).toArray();
  expect(log.map(({ personId }) => personId)).toEqual([null]);
});

it('what is over is swept, and who got what is forgotten after 90 days', async () => {
  const asset = await document();
  const reader = person(randomUUID());
  const endless = await shared(asset, { personId: reader.id });
  await documents(reader).open(endless);
  await shared(asset, { link: {} }, new Date(house.clock.now().getTime() + 60_000));
  house.clock.advance({ days: 89 });
  await sweepShares.run(house.as(), {});
  const log = () => house.as().documents.of(accesses).count({ assetId: asset.id });
  const found = await house.as().documents.of(shares).find({ assetId: asset.id }).toArray();
  expect([found.map(({ id }) => id), await log()]).toEqual([[endless], 1]);
  house.clock.advance({ days: 1 });
  await sweepShares.run(house.as(), {});
  expect(await log()).toBe(0);
});

refuseCollectionScans(house);
