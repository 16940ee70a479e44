import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { Scope, type Resources } from '../../../kit/scope/scope';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { discussions } from '..';
import { RestrictionKind } from '../restriction/restriction.document';
import { RestrictionService } from '../restriction/restriction.service';
import { ForumWorld } from '../testing/forum-world';
import { chatTopic } from './chat.topic';
import type { Conversation } from './conversation.document';
import { ConversationService } from './conversation.service';
import { PresenceBook } from './presence.book';
import { PresenceLive, type Present } from './presence.live';

const house = subgraphTest(discussions);
/** Two processes among several that hear the same topics. */
let [here, there]: Resources[] = [];
beforeAll(() => {
  [here, there] = [1, 2].map(() => ({ ...house.subgraph.resources, shared: new Map() }));
});
beforeEach(() => house.clock.advance({ days: 1 }));

const code = (expected: string): object => ({ code: expected });
const people = (viewer: Viewer): ConversationService => house.as(viewer).get(ConversationService);
const room = ({ instructor, courseId }: ForumWorld): Promise<Conversation> =>
  people(instructor).openRoom({ courseId, title: 'All of us', slowModeSeconds: 0 });

const arrive = (viewer: Viewer, { _id }: Conversation, at = here!): Promise<AsyncIterableIterator<Present>> =>
  Scope.open(at, viewer).get(PresenceLive).follow(_id);

/** As another process tells it. */
const tell = (world: ForumWorld, userIds: readonly string[], processId: string = randomUUID()): void => {
  const attendance = { processId, userIds, isAsking: false };
  const told = { kind: 'PRESENCE', message: null, userId: null, seq: null, attendance } as const;
  chatTopic.publish(house.subgraph.resources.live, world.courseId, told);
};

/** Reads a stream until it tells of so many people. */
async function shows(stream: AsyncIterator<Present>, count: number): Promise<readonly string[] | null> {
  for (;;) {
    const { value, done } = await stream.next();
    if (done) throw new Error('The stream is over.');
    if (value.count === count) return value.userIds;
  }
}

const ids = (...viewers: readonly Viewer[]): string[] => viewers.map(({ id }) => id!).toSorted();

it('who listens to a conversation is here, once, for as long as the last connection of theirs', async () => {
  const world = await ForumWorld.make(house);
  const [one, two] = [await world.learner(), await world.learner()];
  const place = await room(world);
  const first = await arrive(one, place);
  expect(await shows(first, 1)).toEqual(ids(one));
  const [second, again] = [await arrive(two, place), await arrive(two, place)];
  expect(await shows(second, 2)).toEqual(ids(one, two));
  expect(await shows(first, 2)).toEqual(ids(one, two));
  expect(await shows(again, 2)).toEqual(ids(one, two));
  await second.return?.();
  const third = await arrive(world.instructor, place);
  expect(await shows(third, 3)).toEqual(ids(one, two, world.instructor));
  await again.return?.();
  expect(await shows(third, 2)).toEqual(ids(one, world.instructor));
  await Promise.all([first.return?.(), third.return?.()]);
});

it('people of other processes are here as well; who was with one that died is gone when it has been silent for long', async () => {
  const world = await ForumWorld.make(house);
  const [one, two] = [await world.learner(), await world.learner()];
  const place = await room(world);
  const mine = await arrive(one, place);
  expect(await shows(mine, 1)).toEqual(ids(one));
  const theirs = await arrive(two, place, there);
  const both = ids(one, two);
  expect(await Promise.all([shows(theirs, 2), shows(mine, 2)])).toEqual([both, both]);
  await theirs.return?.();
  expect(await shows(mine, 1)).toEqual(ids(one));
  tell(world, ids(two));
  expect(await shows(mine, 2)).toEqual(both);
  house.clock.advance({ seconds: 46 });
  Scope.open(here!, one).shared(PresenceBook).tellAll();
  expect(await shows(mine, 1)).toEqual(ids(one));
  await mine.return?.();
});

it('Subscriptions: nobody else learns who is here, and who leaves the course, or is kept out, is gone at once', async () => {
  const world = await ForumWorld.make(house);
  const [banned, leaver] = [await world.learner(), await world.learner()];
  const place = await room(world);
  for (const [viewer, expected] of [
    [world.stranger(), 'NOT_FOUND'],
    [Viewer.anonymous, 'UNAUTHENTICATED'],
  ] as const)
    await expect(arrive(viewer, place)).rejects.toMatchObject(code(expected));
  const watching = await arrive(world.instructor, place);
  const streams = [await arrive(banned, place), await arrive(leaver, place)];
  await Promise.all([...streams, watching].map((stream) => shows(stream, 3)));
  const ended = streams.map((stream) => shows(stream, -1));
  const { courseId } = world;
  const restrictions = house.as(world.instructor).get(RestrictionService);
  await restrictions.restrict({ courseId, userId: banned.id!, kind: RestrictionKind.BAN });
  await world.leave(leaver);
  for (const end of ended) await expect(end).rejects.toThrow('over');
  expect(await shows(watching, 1)).toEqual(ids(world.instructor));
  await watching.return?.();
});

it('nobody is shown to whom they blocked, or by whom they are', async () => {
  const world = await ForumWorld.make(house);
  const [one, two] = [await world.learner(), await world.learner()];
  const { instructor, courseId } = world;
  const userIds = [one.id!, two.id!];
  const group = await people(instructor).start({ courseId, userIds, title: 'A group' });
  await people(one).block({ userId: two.id!, isBlocked: true });
  const streams = [await arrive(one, group), await arrive(two, group), await arrive(instructor, group)];
  const [ofOne, ofTwo, ofAll] = streams;
  const shown = await Promise.all([shows(ofOne!, 2), shows(ofTwo!, 2), shows(ofAll!, 3)]);
  expect(shown).toEqual([ids(one, instructor), ids(two, instructor), ids(one, two, instructor)]);
  for (const stream of streams) await stream.return?.();
});

it('more than fifty people are counted, and not named; a client is told by its subscription', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const { _id: id } = await room(world);
  const query = `subscription ($id: ID!) { presenceChanged(conversationId: $id) { count users { id } } }`;
  const stream = house.subgraph.subscribe({ query, variables: { id } }, learner, {});
  const told = async () => ((await stream.next()).value as { data: { presenceChanged: object } }).data.presenceChanged;
  expect(await told()).toEqual({ count: 1, users: [{ id: learner.id }] });
  const [crowd, processId] = [Array.from({ length: 60 }, () => randomUUID()), randomUUID()];
  tell(world, crowd, processId);
  expect(await told()).toEqual({ count: 61, users: null });
  tell(world, crowd.slice(0, 1), processId);
  expect(await told()).toEqual({ count: 2, users: expect.arrayContaining([{ id: crowd[0] }]) });
  await stream.return(undefined);
});

refuseCollectionScans(house);
