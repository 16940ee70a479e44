import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../kit/events/catalog';
import { Viewer } from '../../../kit/identity/viewer';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { hearing } from '../../../kit/testing/hearing';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { discussions } from '..';
import { AnswerService } from '../answer/answer.service';
import { ConversationService } from '../chat/conversation.service';
import { enrollments } from '../enrollment/enrollment.document';
import { follows, followId } from '../follow/follow.document';
import { FollowService } from '../follow/follow.service';
import { Post, posts } from '../post/post.document';
import { tellFollowers, tellingSize } from '../post/tell-followers.job';
import { ReadingLoaders } from '../reading/reading.loaders';
import { ReadingService } from '../reading/reading.service';
import { RestrictionKind } from '../restriction/restriction.document';
import { RestrictionService } from '../restriction/restriction.service';
import { commonPosts, ForumSearch } from '../search/forum.search';
import { ForumWorld } from '../testing/forum-world';
import { ThreadKind } from '../thread/thread.kind';
import { votes, VoteValue } from '../vote/vote.document';
import { VoteService } from '../vote/vote.service';
import { ForumLoaders } from './forum.loaders';

const house = subgraphTest(discussions);
let queries: ExplainedQueries;
beforeAll(() => {
  queries = new ExplainedQueries(house.subgraph.resources.documents!);
});
beforeEach(() => house.clock.advance({ days: 1 }));

const code = (expected: string): object => ({ code: expected });
const { UP, DOWN } = VoteValue;

const vote = (viewer: Viewer, postId: string, value: VoteValue | null) =>
  house.as(viewer).get(VoteService).vote({ postId, vote: value });
const accept = (viewer: Viewer, postId: string, isAccepted = true) =>
  house.as(viewer).get(AnswerService).accept({ postId, isAccepted });
const endorse = (viewer: Viewer, postId: string, isEndorsed = true) =>
  house.as(viewer).get(AnswerService).endorse({ postId, isEndorsed });
const forumOf = async ({ courseId }: ForumWorld, viewer: Viewer) =>
  (await house.as(viewer).get(ForumLoaders).visible.load(courseId))!;

describe('votes', () => {
  it('each person has one, which they change and take back; nobody votes for what they wrote', async () => {
    const world = await ForumWorld.make(house);
    const [learner, other] = [await world.learner(), await world.learner()];
    const thread = await world.begin(learner);
    const { openingPostId: id } = thread;
    expect((await vote(other, id, UP)).score).toBe(1);
    expect((await vote(other, id, UP)).score).toBe(1);
    expect((await vote(world.instructor, id, UP)).score).toBe(2);
    expect((await vote(other, id, DOWN)).score).toBe(0);
    expect(await world.thread(thread)).toMatchObject({ score: 0, version: 1 });
    expect((await vote(other, id, null)).score).toBe(1);
    await expect(vote(learner, id, UP)).rejects.toMatchObject(code('OWN_POST'));
    await expect(vote(world.stranger(), id, UP)).rejects.toMatchObject(code('NOT_FOUND'));
    await expect(vote(Viewer.anonymous, id, UP)).rejects.toMatchObject(code('UNAUTHENTICATED'));
    const query = 'query ($id: ID!) { post(id: $id) { score viewerVote viewerCan { vote } } }';
    const seen = (viewer: Viewer) => house.data<{ post: object }>(query, { viewer, variables: { id } });
    expect(await seen(world.instructor)).toEqual({ post: { score: 1, viewerVote: 'UP', viewerCan: { vote: true } } });
    expect(await seen(learner)).toEqual({ post: { score: 1, viewerVote: null, viewerCan: { vote: false } } });
  });

  it('two hundred parallel votes and toggles leave the score that the rows have', async () => {
    const world = await ForumWorld.make(house);
    const { openingPostId: id } = await world.begin(world.instructor);
    const people = Array.from({ length: 50 }, () => world.stranger());
    const facts = { courseId: world.courseId, startedAt: house.clock.now(), endedAt: null };
    await house
      .as()
      .documents.of(enrollments)
      .insertMany(people.map(({ id: userId }) => ({ _id: userId!, userId: userId!, ...facts })));
    const choices = [UP, DOWN, null, UP];
    await Promise.all(choices.flatMap((value) => people.map((viewer) => vote(viewer, id, value))));
    const rows = await house.as().documents.of(votes).find({ postId: id }).toArray();
    expect((await world.post({ _id: id })).score).toBe(rows.reduce((sum, { weight }) => sum + weight, 0));
    await Promise.all(people.map((viewer) => vote(viewer, id, UP)));
    expect((await world.post({ _id: id })).score).toBe(50);
  });
});

describe('answers', () => {
  it('the asker accepts one, staff endorse some, and the question counts as answered while there is either', async () => {
    const world = await ForumWorld.make(house);
    const [asker, other] = [await world.learner(), await world.learner()];
    const thread = await world.begin(asker);
    const [one, two] = [await world.reply(other, thread), await world.reply(other, thread)];
    const open = async (): Promise<number> => (await forumOf(world, asker)).unansweredCount;
    for (const viewer of [other, world.stranger()])
      await expect(accept(viewer, one._id)).rejects.toMatchObject(code('NOT_FOUND'));
    for (const viewer of [other, asker])
      await expect(endorse(viewer, one._id)).rejects.toMatchObject(code('NOT_FOUND'));
    expect(await open()).toBe(1);
    await accept(asker, one._id);
    await accept(asker, one._id);
    expect(await open()).toBe(0);
    await accept(asker, two._id);
    expect([(await world.post(one)).isAccepted, (await world.post(two)).isAccepted]).toEqual([false, true]);
    expect(await world.thread(thread)).toMatchObject({ acceptedPostId: two._id, isAnswered: true });
    const told = (await house.emitted('answer.accepted')).filter(({ threadId }) => threadId === thread._id);
    expect(told.map(({ postId, recipientId }) => [postId, recipientId])).toEqual([
      [one._id, other.id],
      [two._id, other.id],
    ]);
    await endorse(world.instructor, one._id);
    await accept(asker, two._id, false);
    expect(await open()).toBe(0);
    await world.posts(other).delete(one._id);
    expect(await world.thread(thread)).toMatchObject({ acceptedPostId: null, endorsedPostIds: [], isAnswered: false });
    expect(await open()).toBe(1);
  });

  it('only direct replies to a question are answers', async () => {
    const world = await ForumWorld.make(house);
    const learner = await world.learner();
    const question = await world.begin(learner);
    const answer = await world.reply(learner, question);
    const below = await world.reply(learner, question, { replyToId: answer._id });
    const talk = await world.begin(learner, { kind: ThreadKind.DISCUSSION });
    const said = await world.reply(learner, talk);
    for (const id of [question.openingPostId, below._id, said._id])
      await expect(accept(learner, id)).rejects.toMatchObject(code('NOT_A_QUESTION'));
    await world.posts(learner).delete(answer._id);
    await expect(accept(learner, answer._id)).rejects.toMatchObject(code('POST_STATE'));
    await expect(accept(learner, randomUUID())).rejects.toMatchObject(code('NOT_FOUND'));
  });
});

describe('followers', () => {
  const told: EventPayload<'post.followed'>[] = [];
  beforeAll(() =>
    house.house.bus.subscribe('a test', ['post.followed'], ({ payload }) => {
      told.push(payload as EventPayload<'post.followed'>);
      return Promise.resolve();
    }),
  );

  /** Who has been told of a thread, by post, in the order in which they were. */
  async function toldOf(id: string): Promise<[postId: string, recipientIds: string[]][]> {
    await house.settle();
    return told
      .splice(0)
      .filter(({ threadId }) => threadId === id)
      .map(({ postId, recipientIds }) => [postId, recipientIds]);
  }

  it('of a thread hear of replies, those of a forum of new threads; never the author, nor who has left', async () => {
    const world = await ForumWorld.make(house);
    const [asker, answerer, watcher, gone] = [
      await world.learner(),
      await world.learner(),
      await world.learner(),
      await world.learner(),
    ];
    const { courseId } = world;
    for (const viewer of [watcher, gone, asker])
      await house.as(viewer).get(FollowService).forum({ courseId, isFollowed: true });
    const thread = await world.begin(asker);
    await house.as(gone).get(FollowService).thread({ threadId: thread._id, isFollowed: true });
    const opened = await toldOf(thread._id);
    expect(opened.map(([postId, ids]) => [postId, new Set(ids)])).toEqual([
      [thread.openingPostId, new Set([watcher.id, gone.id])],
    ]);
    await world.leave(gone);
    const answer = await world.reply(answerer, thread, { body: `@[Them](user:${watcher.id})` });
    const thanks = await world.reply(asker, thread);
    const heard = [
      [answer._id, [asker.id]],
      [thanks._id, [answerer.id]],
    ] as const;
    expect(new Map(await toldOf(thread._id))).toEqual(new Map(heard));
    await house.as(answerer).get(FollowService).thread({ threadId: thread._id, isFollowed: false });
    await world.reply(asker, thread);
    expect(await toldOf(thread._id)).toEqual([]);
    for (const viewer of [world.stranger(), gone])
      await expect(house.as(viewer).get(FollowService).forum({ courseId, isFollowed: true })).rejects.toMatchObject(
        code('NOT_FOUND'),
      );
  });

  it('who was kept out of the course, or blocked the author, is told of nothing; of anonymous posts blocks tell nothing', async () => {
    const world = await ForumWorld.make(house);
    const [author, banned, blocker] = [await world.learner(), await world.learner(), await world.learner()];
    const { courseId } = world;
    const thread = await world.begin(world.instructor);
    for (const viewer of [banned, blocker])
      await house.as(viewer).get(FollowService).thread({ threadId: thread._id, isFollowed: true });
    await house.as(blocker).get(ConversationService).block({ userId: author.id!, isBlocked: true });
    await house
      .as(world.instructor)
      .get(RestrictionService)
      .restrict({ courseId, userId: banned.id!, kind: RestrictionKind.BAN });
    await toldOf(thread._id);
    const body = [banned, blocker].map(({ id }) => `@[Them](user:${id})`).join(' ');
    const said = await world.reply(author, thread);
    await world.reply(author, thread, { body });
    await world.settings({ allowsAnonymous: true });
    const hidden = await world.reply(author, thread, { body: 'Guess who.', isAnonymous: true });
    await world.reply(author, thread, { body: `Hey, ${body}`, isAnonymous: true });
    const published = (await house.emitted('post.published')).filter(({ threadId }) => threadId === thread._id);
    expect(published.map(({ mentionedIds }) => mentionedIds)).toEqual([[], [], [], [blocker.id]]);
    const heard = new Map(await toldOf(thread._id));
    expect(heard.get(said._id)).toEqual([world.instructor.id]);
    expect(heard.get(hidden._id)?.toSorted()).toEqual([blocker.id, world.instructor.id].toSorted());
  });

  it('are told once, however often the job runs', async () => {
    const world = await ForumWorld.make(house);
    const watcher = await world.learner();
    await house.as(watcher).get(FollowService).forum({ courseId: world.courseId, isFollowed: true });
    const { _id, openingPostId: postId } = await world.begin(world.instructor);
    expect(await toldOf(_id)).toEqual([[postId, [watcher.id]]]);
    await tellFollowers.run(house.as(), { postId, after: '' });
    expect(await toldOf(_id)).toEqual([]);
  });

  it('are told page by page, however many there are', async () => {
    const world = await ForumWorld.make(house);
    const many = tellingSize * 2 + 50;
    const people = Array.from({ length: many }, () => randomUUID());
    const { documents, clock } = house.as();
    const facts = { courseId: world.courseId, startedAt: clock.now(), endedAt: null };
    await documents.of(enrollments).insertMany(people.map((userId) => ({ _id: userId, userId, ...facts })));
    const targetId = world.courseId;
    const rows = people.map((userId) => ({ _id: followId(targetId, userId), userId, targetId }));
    await documents.of(follows).insertMany(rows);
    const { _id } = await world.begin(world.instructor);
    const pages = (await toldOf(_id)).map(([, ids]) => ids);
    expect(pages.map(({ length }) => length)).toEqual([tellingSize, tellingSize, 50]);
    expect(new Set(pages.flat())).toEqual(new Set(people));
  });
});

describe('unread', () => {
  it('is what somebody else wrote since the viewer read the thread, the forum, or enrolled', async () => {
    const world = await ForumWorld.make(house);
    const old = await world.begin(world.instructor);
    house.clock.advance({ minutes: 1 });
    const learner = await world.learner();
    house.clock.advance({ minutes: 1 });
    const [one, two] = [await world.begin(world.instructor), await world.begin(world.instructor)];
    const unread = async (viewer: Viewer): Promise<[number, string[]]> => {
      const query = `query ($r: [_Any!]!) { found: _entities(representations: $r) { ... on Course { forum { unreadCount threads { nodes { id isUnread } } } } } }`;
      const variables = { r: [{ __typename: 'Course', id: world.courseId }] };
      const answer = await house.data<{
        found: [{ forum: { unreadCount: number; threads: { nodes: { id: string; isUnread: boolean }[] } } }];
      }>(query, { viewer, variables });
      const { unreadCount, threads } = answer.found[0].forum;
      return [unreadCount, threads.nodes.filter(({ isUnread }) => isUnread).map(({ id }) => id)];
    };
    expect(await unread(learner)).toEqual([2, [two._id, one._id]]);
    await house.as(learner).get(ReadingService).thread(one._id);
    expect(await unread(learner)).toEqual([1, [two._id]]);
    house.clock.advance({ minutes: 1 });
    await world.reply(learner, two);
    expect(await unread(learner)).toEqual([0, []]);
    house.clock.advance({ minutes: 1 });
    await world.reply(world.instructor, old);
    expect(await unread(learner)).toEqual([1, [old._id]]);
    await house.as(learner).get(ReadingService).forum(world.courseId);
    expect(await unread(learner)).toEqual([0, []]);
    await expect(house.as(world.stranger()).get(ReadingService).thread(one._id)).rejects.toMatchObject(
      code('NOT_FOUND'),
    );
  });
});

it('what somebody wrote is nothing unread to them, however long it takes to store', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const thread = await world.begin(world.instructor);
  const { clock } = house;
  const now = clock.now.bind(clock);
  const slow = jest.spyOn(clock, 'now').mockImplementation(() => {
    clock.advance({ milliseconds: 1 });
    return now();
  });
  await world.reply(learner, thread);
  const begun = await world.begin(learner);
  slow.mockRestore();
  const isUnread = async (viewer: Viewer, row: typeof thread) =>
    house
      .as(viewer)
      .get(ReadingLoaders)
      .isUnread(await world.thread(row));
  expect([await isUnread(learner, thread), await isUnread(learner, begun)]).toEqual([false, false]);
  expect(await isUnread(world.instructor, thread)).toBe(true);
});

describe('search', () => {
  it('finds what was said in the course, and nothing of other courses, of what is gone, or for strangers', async () => {
    const world = await ForumWorld.make(house);
    const learner = await world.learner();
    const thread = await world.begin(learner, { title: 'A zebra crossing', body: 'Where?' });
    const answer = await world.reply(learner, thread, { body: 'The **zebra** is over there.' });
    const elsewhere = await ForumWorld.make(house);
    await elsewhere.begin(elsewhere.instructor, { title: 'Another zebra' });
    const find = async (viewer: Viewer, text: string): Promise<string[]> =>
      (await house.as(viewer).get(ForumSearch).posts(world.courseId, text, 20)).map(({ _id }) => _id).toSorted();
    expect(await find(learner, 'zebra')).toEqual([thread.openingPostId, answer._id].toSorted());
    expect(await find(learner, 'zebra -crossing')).toEqual([answer._id]);
    for (const text of ['unicorn', '', '   ', '$where', '"']) expect(await find(learner, text)).toEqual([]);
    expect(await find(world.stranger(), 'zebra')).toEqual([]);
    expect(await find(Viewer.anonymous, 'zebra')).toEqual([]);
    const similar = (title: string) => house.as(learner).get(ForumSearch).similar(world.courseId, title);
    expect((await similar('which zebra')).map(({ _id }) => _id)).toEqual([thread._id]);
    expect(await similar('over there')).toEqual([]);
    await world.posts(learner).update({ id: answer._id, body: 'A horse.' });
    expect(await find(learner, 'zebra')).toEqual([thread.openingPostId]);
    await world.threads(learner).delete(thread._id);
    expect(await find(learner, 'zebra')).toEqual([]);
    expect(await find(learner, 'horse')).toEqual([]);
  });

  it('what is gone takes no place of what is left', async () => {
    const world = await ForumWorld.make(house);
    const learner = await world.learner();
    const gone = await world.begin(world.instructor, { title: 'Lion', body: 'A lion.' });
    for (let n = 0; n < 4; n += 1) await world.reply(world.instructor, gone, { body: `Lion ${n}` });
    await world.threads().delete(gone._id);
    const left = await world.begin(world.instructor, {
      title: 'At the zoo',
      body: 'There was also a lion to be seen.',
    });
    const found = await house.as(learner).get(ForumSearch).posts(world.courseId, 'lion', 1);
    expect(found.map(({ _id }) => _id)).toEqual([left.openingPostId]);
  });

  it('what very many posts have in common does not decide what is found, as long as another word does', async () => {
    const world = await ForumWorld.make(house);
    const learner = await world.learner();
    const about = async (title: string) => (await world.begin(world.instructor, { title, body: 'So it is.' }))._id;
    const [wanted, other] = [await about('Harbour with a sextant'), await about('Harbour with a compass')];
    const search = house.as(learner).get(ForumSearch);
    const similar = async (title: string) => (await search.similar(world.courseId, title)).map(({ _id }) => _id);
    const find = async (text: string) => (await search.posts(world.courseId, text, 5)).map(({ threadId }) => threadId);
    expect((await similar('harbour sextant')).toSorted()).toEqual([wanted, other].toSorted());
    const row = await world.post(await world.reply(world.instructor, { _id: other }, { body: 'In the harbour.' }));
    const said = Array.from({ length: commonPosts }, () => Object.assign(new Post(), row, { _id: randomUUID() }));
    await house.as().documents.of(posts).insertMany(said);
    expect(await similar('harbour sextant')).toEqual([wanted]);
    expect(await similar('a harbour')).toEqual([]);
    expect(await find('Harbour sextant')).toEqual([wanted]);
    expect(await find('harbour')).toHaveLength(5);
    expect(await find('"harbour" -sextant')).not.toContain(wanted);
  });
});

describe('live', () => {
  const THREAD = 'subscription ($id: ID!) { threadChanged(id: $id) { thread { replyCount score } } }';
  const POSTS = 'subscription ($id: ID!) { postAdded(threadId: $id) { post { body } } }';
  const follow = (viewer: Viewer, query: string, id: string) =>
    house.subgraph.subscribe({ query, variables: { id } }, viewer, {});
  const next = async (stream: AsyncGenerator<object>) => (await stream.next()).value as object;

  it('a reply arrives where the thread is followed, and nothing of other threads', async () => {
    const world = await ForumWorld.make(house);
    const [learner, other] = [await world.learner(), await world.learner()];
    const [thread, elsewhere] = [await world.begin(learner), await world.begin(learner)];
    const [threads, posts] = [follow(learner, THREAD, thread._id), follow(learner, POSTS, thread._id)];
    const waiting = await hearing(house.house.live, () => [next(threads), next(posts)], 2);
    await world.reply(other, elsewhere, { body: 'Not here.' });
    await world.reply(other, thread, { body: 'Here.' });
    expect(await Promise.all(waiting)).toEqual([
      { data: { threadChanged: { thread: { replyCount: 1, score: 0 } } } },
      { data: { postAdded: { post: { body: 'Here.' } } } },
    ]);
    const more = next(threads);
    await vote(other, thread.openingPostId, UP);
    expect(await more).toEqual({ data: { threadChanged: { thread: { replyCount: 1, score: 1 } } } });
    await Promise.all([threads.return(undefined), posts.return(undefined)]);
  });

  it('Subscriptions: who is removed from the course hears nothing more, at once; who stays hears on', async () => {
    const world = await ForumWorld.make(house);
    const [learner, other] = [await world.learner(), await world.learner()];
    const thread = await world.begin(learner);
    const streams = [follow(learner, POSTS, thread._id), follow(learner, THREAD, thread._id)];
    const stays = follow(other, POSTS, thread._id);
    const begin = () => [streams.map((stream) => stream.next()), next(stays)] as const;
    const [ended, heard] = await hearing(house.house.live, begin, 3);
    await world.leave(learner);
    for (const end of await Promise.all(ended)) expect(end).toEqual({ value: undefined, done: true });
    await world.reply(world.instructor, thread, { body: 'For you.' });
    expect(await heard).toEqual({ data: { postAdded: { post: { body: 'For you.' } } } });
    await stays.return(undefined);
  });

  it('a stranger is refused at the start', async () => {
    const world = await ForumWorld.make(house);
    const thread = await world.begin(world.instructor);
    for (const viewer of [world.stranger(), Viewer.anonymous])
      for (const query of [THREAD, POSTS])
        expect(await next(follow(viewer, query, thread._id))).toMatchObject({
          errors: [{ extensions: { code: 'NOT_FOUND' } }],
        });
  });
});

it('an index serves every query', async () => {
  expect(await queries.scans()).toEqual([]);
});
