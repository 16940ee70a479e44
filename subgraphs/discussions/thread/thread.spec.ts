import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { discussions } from '..';
import { AnswerService } from '../answer/answer.service';
import { followId, follows } from '../follow/follow.document';
import { ForumLoaders } from '../forum/forum.loaders';
import { Post, posts } from '../post/post.document';
import { PostLoaders, shownReplies } from '../post/post.loaders';
import { ForumWorld } from '../testing/forum-world';
import { MergeService } from './merge.service';
import { ThreadKind } from './thread.kind';
import { mostPinned } from './thread.list';
import { ThreadLoaders } from './thread.loaders';

const house = subgraphTest(discussions);
let queries: ExplainedQueries;
beforeAll(() => {
  queries = new ExplainedQueries(house.subgraph.resources.documents!);
});
// Each test is a day of its own for those who count how much somebody writes.
beforeEach(() => house.clock.advance({ days: 1 }));

const code = (expected: string): object => ({ code: expected });
const idOf = { id: randomUUID() };

const FORUM = `query ($representations: [_Any!]!) {
  found: _entities(representations: $representations) {
    ... on Course { forum { threadCount unansweredCount threads { totalCount nodes { id } } pinnedThreads { id } } }
    ... on Lesson { threads { nodes { id } } }
  } }`;

interface Nodes {
  readonly nodes: readonly { readonly id: string }[];
}

interface ForumSeen {
  readonly threadCount: number;
  readonly unansweredCount: number;
  readonly threads: Nodes & { readonly totalCount: number };
  readonly pinnedThreads: Nodes['nodes'];
}

type Seen = readonly [{ readonly forum: ForumSeen | null }, { readonly threads: Nodes }];

/** What a course page and a lesson page say of what is discussed. */
async function forumFor({ courseId, lessonId }: ForumWorld, viewer: Viewer): Promise<Seen> {
  const representations = [
    { __typename: 'Course', id: courseId },
    { __typename: 'Lesson', id: lessonId },
  ];
  return (await house.data<{ found: Seen }>(FORUM, { viewer, variables: { representations } })).found;
}

it('Existence: a stranger learns nothing of a thread by any door', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const { lessonId } = world;
  const thread = await world.begin(learner, { lessonId, title: 'A unicorn in the room' });
  const answer = await world.reply(learner, thread);
  const gone = await world.learner();
  await world.leave(gone);
  const key = new Viewer({ ...person(learner.id!).claims, kind: 'service' });
  const elsewhere = await (await ForumWorld.make(house)).learner();
  for (const viewer of [Viewer.anonymous, world.stranger(), gone, key, elsewhere]) {
    const scope = house.as(viewer);
    expect(await scope.get(ThreadLoaders).visible.load(thread._id)).toBeNull();
    expect(await scope.get(PostLoaders).visible.load(answer._id)).toBeNull();
    expect(await scope.get(ForumLoaders).visible.load(world.courseId)).toBeNull();
    expect(await forumFor(world, viewer)).toEqual([{ forum: null }, { threads: { nodes: [] } }]);
    const expected = viewer.id === null ? 'UNAUTHENTICATED' : 'NOT_FOUND';
    await expect(world.begin(viewer)).rejects.toMatchObject(code(expected));
    await expect(world.reply(viewer, thread)).rejects.toMatchObject(code(expected));
  }
  for (const viewer of [learner, await world.learner(), world.instructor, administrator(randomUUID())]) {
    const [{ forum }, { threads }] = await forumFor(world, viewer);
    expect([forum?.threadCount, forum?.threads.totalCount, threads.nodes]).toEqual([1, 1, [{ id: thread._id }]]);
  }
});

it('Tenant isolation: another organisation sees no thread, and its staff do not moderate', async () => {
  const world = await ForumWorld.make(house, { organisationId: randomUUID() });
  const thread = await world.begin(await world.learner());
  const theirs = person(randomUUID(), { organisations: [randomUUID()] });
  expect(await house.as(theirs).get(ThreadLoaders).visible.load(thread._id)).toBeNull();
  await expect(world.threads(theirs).lock({ id: thread._id, isLocked: true })).rejects.toMatchObject(code('NOT_FOUND'));
});

it('a draft is open to those who teach it only, an archived course to its learners, too', async () => {
  const draft = await ForumWorld.make(house, { status: 'DRAFT' });
  await expect(draft.begin(await draft.learner())).rejects.toMatchObject(code('NOT_FOUND'));
  await draft.begin(draft.instructor);
  const archived = await ForumWorld.make(house, { status: 'ARCHIVED' });
  await archived.begin(await archived.learner());
});

it('threads are listed by activity, age and votes, narrowed by lesson, kind, tag and whether they are answered', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const { lessonId } = world;
  const made = [];
  for (const given of [
    { title: 'First', tags: ['  Big  Data ', 'big data', 'x'] },
    { title: 'Second', lessonId },
    { title: 'Third', kind: ThreadKind.DISCUSSION },
  ]) {
    house.clock.advance({ minutes: 1 });
    made.push(await world.begin(learner, given));
  }
  expect(made[0]!.tags).toEqual(['big data', 'x']);
  house.clock.advance({ minutes: 1 });
  await world.reply(learner, made[0]!);
  const list = async (args: string): Promise<string[]> => {
    const query = `query ($r: [_Any!]!) { found: _entities(representations: $r) { ... on Course { forum { threads(${args}) { nodes { title } pageInfo { endCursor hasNextPage } } } } } }`;
    const answer = await house.data<{ found: [{ forum: { threads: { nodes: { title: string }[] } } }] }>(query, {
      viewer: learner,
      variables: { r: [{ __typename: 'Course', id: world.courseId }] },
    });
    return answer.found[0].forum.threads.nodes.map(({ title }) => title);
  };
  expect(await list('orderBy: ACTIVITY')).toEqual(['First', 'Third', 'Second']);
  expect(await list('orderBy: NEWEST')).toEqual(['Third', 'Second', 'First']);
  expect(await list('orderBy: VOTES, first: 3')).toHaveLength(3);
  expect(await list('orderBy: NEWEST, last: 1')).toEqual(['First']);
  expect(await list('filter: { tag: "Big Data" }')).toEqual(['First']);
  expect(await list(`filter: { lessonId: "${lessonId}" }`)).toEqual(['Second']);
  expect(await list('filter: { kind: DISCUSSION }')).toEqual(['Third']);
  expect(await list('filter: { isUnanswered: true }')).toEqual(['First', 'Second']);
  expect(await list('filter: { isUnanswered: false }')).toEqual([]);
  const [{ forum }] = await forumFor(world, learner);
  expect(forum).toMatchObject({ threadCount: 3, unansweredCount: 2 });
});

it('replies are nested two deep, and counted where they are', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(learner);
  const answer = await world.reply(other, thread);
  const thanks = await world.reply(learner, thread, { replyToId: answer._id, body: 'Thanks' });
  await expect(world.reply(other, thread, { replyToId: thanks._id })).rejects.toMatchObject(code('REPLY_TOO_DEEP'));
  expect((await world.reply(other, thread, { replyToId: thread.openingPostId })).parentId).toBeNull();
  const elsewhere = await world.begin(learner);
  for (const replyToId of [idOf.id, 'nonsense', elsewhere.openingPostId])
    await expect(world.reply(other, thread, { replyToId })).rejects.toMatchObject(code('NOT_FOUND'));
  expect((await world.thread(thread)).replyCount).toBe(3);
  const query = `query ($id: ID!, $parent: ID!) { thread(id: $id) { replyCount openingPost { isOpening replies { id } }
    posts { totalCount nodes { id replyCount replies { id parent { id } author { id } } } } all: posts(parentId: $parent) { nodes { id } } } }`;
  const variables = { id: thread._id, parent: answer._id };
  const { thread: seen } = await house.data<{
    thread: { posts: { totalCount: number; nodes: object[] }; all: object };
  }>(query, { viewer: other, variables });
  expect(seen.posts.totalCount).toBe(2);
  expect(seen.posts.nodes[0]).toEqual({
    id: answer._id,
    replyCount: 1,
    replies: [{ id: thanks._id, parent: { id: answer._id }, author: { id: learner.id } }],
  });
  expect(seen.all).toEqual({ nodes: [{ id: thanks._id }] });
});

it('a reply brings along the first of its own replies', async () => {
  const world = await ForumWorld.make(house);
  const thread = await world.begin(world.instructor);
  const parents = [await world.reply(world.instructor, thread), await world.reply(world.instructor, thread)];
  const first = await world.reply(world.instructor, thread, { replyToId: parents[0]!._id });
  const more = Array.from({ length: shownReplies }, (_, n) =>
    Object.assign(new Post(), { ...first, _id: first._id.slice(0, -12) + String(n).padStart(12, 'f') }),
  );
  await house.as().documents.of(posts).insertMany(more);
  const { repliesOf } = house.as(world.instructor).get(PostLoaders);
  const [many, none] = await Promise.all(parents.map(({ _id }) => repliesOf.load(_id)));
  const expected = [first, ...more].map(({ _id }) => _id).toSorted();
  expect(many!.map(({ _id }) => _id)).toEqual(expected.slice(0, shownReplies));
  expect(none).toEqual([]);
});

it('an edit keeps the text as it was, refuses a stale one, and shows the history to its author and staff', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(learner);
  const id = thread.openingPostId;
  const edited = await world.posts(learner).update({ id, body: 'Now I do.', expectedVersion: 1 });
  expect(edited).toMatchObject({
    text: 'Now I do.',
    version: 2,
    editedAt: house.clock.now(),
    words: 'Why is that so?\nNow I do.',
  });
  await expect(world.posts(learner).update({ id, body: 'x', expectedVersion: 1 })).rejects.toMatchObject(
    code('CONFLICT'),
  );
  await expect(world.posts(other).update({ id, body: 'x' })).rejects.toMatchObject(code('NOT_FOUND'));
  const history = async (viewer: Viewer): Promise<unknown> => {
    const query = 'query ($id: ID!) { post(id: $id) { bodyHtml edits { nodes { body } } } }';
    return (await house.data<{ post: object }>(query, { viewer, variables: { id } })).post;
  };
  const bodyHtml = '<p>Now I do.</p>\n';
  for (const viewer of [learner, world.instructor])
    expect(await history(viewer)).toEqual({ bodyHtml, edits: { nodes: [{ body: 'I do not see it.' }] } });
  expect(await history(other)).toEqual({ bodyHtml, edits: null });
  await world.threads(learner).update({ id: thread._id, title: ' Why, again? ', tags: ['Y'], expectedVersion: 1 });
  expect(await world.thread(thread)).toMatchObject({ title: 'Why, again?', tags: ['y'], version: 2 });
  expect((await world.post({ _id: id })).words).toBe('Why, again?\nNow I do.');
});

it('what is deleted leaves its place, and counts no more', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(learner);
  const answer = await world.reply(other, thread, { body: 'A secret' });
  await world.reply(learner, thread, { replyToId: answer._id });
  await expect(world.posts(learner).delete(answer._id)).rejects.toMatchObject(code('NOT_FOUND'));
  await expect(world.posts(learner).delete(thread.openingPostId)).rejects.toMatchObject(code('OPENING_POST'));
  await world.posts(other).delete(answer._id);
  await expect(world.posts(other).delete(answer._id)).rejects.toMatchObject(code('POST_STATE'));
  await expect(world.posts(other).update({ id: answer._id, body: 'x' })).rejects.toMatchObject(code('POST_STATE'));
  await expect(world.reply(learner, thread, { replyToId: answer._id })).rejects.toMatchObject(code('POST_STATE'));
  expect((await world.thread(thread)).replyCount).toBe(1);
  const read = (viewer: Viewer) =>
    house.data<{ post: object }>('query ($id: ID!) { post(id: $id) { state body bodyHtml replies { body } } }', {
      viewer,
      variables: { id: answer._id },
    });
  const replies = [{ body: 'Because.' }];
  expect(await read(learner)).toEqual({ post: { state: 'DELETED', body: null, bodyHtml: null, replies } });
  expect(await read(world.instructor)).toMatchObject({ post: { body: 'A secret' } });

  await world.threads(learner).delete(thread._id);
  expect(await house.as(other).get(ThreadLoaders).visible.load(thread._id)).toBeNull();
  expect(await house.as(other).get(PostLoaders).visible.load(answer._id)).toBeNull();
  const [{ forum }] = await forumFor(world, other);
  expect(forum).toMatchObject({ threadCount: 0, unansweredCount: 0, threads: { totalCount: 0 } });
});

it('Policy: only staff pin, lock and move; a locked thread takes replies of staff only', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const thread = await world.begin(learner);
  const id = thread._id;
  for (const attempt of [
    () => world.threads(learner).pin({ id, isPinned: true }),
    () => world.threads(learner).lock({ id, isLocked: true }),
    () => world.threads(learner).move({ id, lessonId: world.lessonId }),
  ])
    await expect(attempt()).rejects.toMatchObject(code('NOT_FOUND'));
  await world.threads().lock({ id, isLocked: true });
  await expect(world.reply(learner, thread)).rejects.toMatchObject(code('THREAD_LOCKED'));
  await world.reply(world.instructor, thread);
  await world.threads().move({ id, lessonId: world.lessonId });
  const other = await ForumWorld.make(house);
  await expect(world.threads().move({ id, lessonId: other.lessonId })).rejects.toMatchObject(code('NOT_FOUND'));
  await world.threads().pin({ id, isPinned: true });
  for (let more = 0; more < 9; more += 1) {
    const { _id } = await world.begin(world.instructor);
    await world.threads().pin({ id: _id, isPinned: true });
  }
  const { _id: last } = await world.begin(world.instructor);
  await expect(world.threads().pin({ id: last, isPinned: true })).rejects.toMatchObject(code('TOO_MANY_PINNED'));
  await world.threads().pin({ id, isPinned: false });
  const [{ forum }, { threads }] = await forumFor(world, learner);
  expect(forum?.pinnedThreads).toHaveLength(9);
  expect(threads.nodes).toEqual([{ id }]);
});

it('two threads about the same become one, with everything that was written, and those who follow', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const [from, into] = [await world.begin(other, { title: 'Again: why?' }), await world.begin(learner)];
  const answer = await world.reply(learner, from);
  const below = await world.reply(other, from, { replyToId: answer._id });
  const accepting = house.as(other).get(AnswerService);
  await accepting.accept({ postId: answer._id, isAccepted: true });
  const merge = (viewer: Viewer, given: object = {}) =>
    house
      .as(viewer)
      .get(MergeService)
      .merge({ id: from._id, intoId: into._id, ...given });
  await expect(merge(learner)).rejects.toMatchObject(code('NOT_FOUND'));
  const elsewhere = await ForumWorld.make(house);
  const { _id: theirs } = await elsewhere.begin(elsewhere.instructor);
  const intoItself = merge(world.instructor, { intoId: from._id });
  await expect(intoItself).rejects.toMatchObject(code('SAME_THREAD'));
  for (const intoId of [idOf.id, theirs])
    await expect(merge(world.instructor, { intoId })).rejects.toMatchObject(code('NOT_FOUND'));
  await merge(world.instructor);
  expect(await world.thread(into)).toMatchObject({ replyCount: 3, isAnswered: false });
  expect(await house.as(other).get(ThreadLoaders).visible.load(from._id)).toBeNull();
  for (const _id of [from.openingPostId, answer._id, below._id])
    expect(await world.post({ _id })).toMatchObject({ threadId: into._id, isOpening: false, isAccepted: false });
  expect((await world.post(below)).parentId).toBe(answer._id);
  const [{ forum }] = await forumFor(world, learner);
  expect(forum).toMatchObject({ threadCount: 1, unansweredCount: 1 });
  await expect(merge(world.instructor)).rejects.toMatchObject(code('POST_STATE'));
  const followers = await house.as().documents.of(follows).find({ targetId: into._id }).toArray();
  expect(followers.map(({ userId }) => userId).toSorted()).toEqual([learner.id!, other.id!].toSorted());
});

it('everyone who follows a thread comes along, however many they are', async () => {
  const world = await ForumWorld.make(house);
  const [from, into] = [await world.begin(world.instructor), await world.begin(world.instructor)];
  const targetId = from._id;
  const people = Array.from({ length: 1_200 }, () => randomUUID());
  const rows = house.as().documents.of(follows);
  await rows.insertMany(people.map((userId) => ({ _id: followId(targetId, userId), userId, targetId })));
  await house.as(world.instructor).get(MergeService).merge({ id: targetId, intoId: into._id });
  expect(await rows.count({ targetId: into._id })).toBe(people.length + 1);
  expect(await rows.count({ targetId })).toBe(0);
});

it('what is held is not lost when its thread is merged at that moment', async () => {
  const world = await ForumWorld.make(house);
  const people = await Promise.all(Array.from({ length: 6 }, () => world.learner()));
  const [from, into] = [await world.begin(world.instructor), await world.begin(world.instructor)];
  const merging = house.as(world.instructor).get(MergeService).merge({ id: from._id, intoId: into._id });
  const written = people.map((viewer, n) => world.reply(viewer, from, { body: `What a bitch of a proof, no. ${n}.` }));
  await Promise.all([merging, Promise.allSettled(written)]);
  expect(await house.as().documents.of(posts).count({ threadId: from._id })).toBe(0);
});

it('a pinned thread that is gone takes no place among the pinned', async () => {
  const world = await ForumWorld.make(house);
  const begun = [];
  for (let n = 0; n <= mostPinned; n += 1) begun.push(await world.begin(world.instructor, { title: `Thread ${n}` }));
  const [first, ...others] = begun;
  for (const { _id: id } of others) await world.threads().pin({ id, isPinned: true });
  const pin = () => world.threads().pin({ id: first!._id, isPinned: true });
  await expect(pin()).rejects.toMatchObject(code('TOO_MANY_PINNED'));
  await world.threads().delete(others[0]!._id);
  expect(await pin()).toMatchObject({ isPinned: true });
});

it('who writes anonymously is hidden from classmates where the course allows that, and not from staff', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  await expect(world.begin(learner, { isAnonymous: true })).rejects.toMatchObject(code('NO_ANONYMITY'));
  await world.settings({ allowsAnonymous: true });
  const { _id: id } = await world.begin(learner, { isAnonymous: true });
  const author = async (viewer: Viewer): Promise<unknown> => {
    const query = 'query ($id: ID!) { thread(id: $id) { author { id } openingPost { author { id } isAnonymous } } }';
    return (await house.data<{ thread: object }>(query, { viewer, variables: { id } })).thread;
  };
  const shown = { id: learner.id };
  expect(await author(other)).toEqual({ author: null, openingPost: { author: null, isAnonymous: true } });
  for (const viewer of [learner, world.instructor])
    expect(await author(viewer)).toEqual({ author: shown, openingPost: { author: shown, isAnonymous: true } });
  const events = (await house.emitted('post.published')).filter(({ threadId }) => threadId === id);
  expect(events).toEqual([expect.objectContaining({ authorId: null, isOpening: true })]);
});

it('slow mode lets a learner write once in so many seconds, also twice at once; staff write on', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  await world.settings({ slowModeSeconds: 60 });
  const both = await Promise.allSettled([world.begin(learner), world.begin(learner)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  house.clock.advance({ seconds: 45 });
  await expect(world.begin(learner)).rejects.toMatchObject({ code: 'SLOW_MODE', facts: { retryAfter: 15 } });
  house.clock.advance({ seconds: 15 });
  const thread = await world.begin(learner);
  await world.reply(world.instructor, thread);
  await world.reply(world.instructor, thread);
  await expect(world.settings({ slowModeSeconds: 5, expectedVersion: 1 })).rejects.toMatchObject(code('CONFLICT'));
});

it('somebody who writes without end is stopped', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const thread = await world.begin(learner);
  const attempts = Array.from({ length: 25 }, () => world.reply(learner, thread));
  const refused = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(6);
  expect((await world.thread(thread)).replyCount).toBe(19);
});

it('somebody who edits without end is stopped, whatever they edit', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const attempts = [
    () => world.posts(learner).update({ ...idOf, body: 'x' }),
    () => world.threads(learner).update({ ...idOf, title: 'Again' }),
    () => house.as(learner).get(AnswerService).accept({ postId: idOf.id, isAccepted: true }),
  ];
  for (let again = 0; again < 10; again += 1)
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(code('NOT_FOUND'));
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(code('RATE_LIMITED'));
});

it('Moderation, mentions: mentioning a non-member notifies nobody', async () => {
  const world = await ForumWorld.make(house);
  const [author, member, left] = [await world.learner(), await world.learner(), await world.learner()];
  await world.leave(left);
  const names = [author, member, left, world.stranger(), world.instructor].map(({ id }) => `@[Somebody](user:${id})`);
  const { _id: threadId } = await world.begin(author, { lessonId: world.lessonId, body: `Hello ${names.join(' ')}` });
  const told = (await house.emitted('post.published')).find((facts) => facts.threadId === threadId);
  expect(told).toEqual({
    postId: (await world.thread({ _id: threadId })).openingPostId,
    threadId,
    courseId: world.courseId,
    organisationId: null,
    lessonId: world.lessonId,
    kind: 'QUESTION',
    isOpening: true,
    authorId: author.id,
    title: 'Why is that so?',
    courseTitle: 'A course',
    snippet: 'Hello @Somebody @Somebody @Somebody @Somebody @Somebody',
    mentionedIds: [member.id, world.instructor.id],
  });
});

it('N+1: a page of threads costs the same for one and for many', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const query = `query ($r: [_Any!]!) { found: _entities(representations: $r) { ... on Course { forum { viewerCan { post }
    threads { nodes { title author { id } viewerCan { reply edit } openingPost { bodyHtml author { id } viewerCan { edit } thread { id } replies { id } } } } } } } }`;
  const options = { viewer: learner, variables: { r: [{ __typename: 'Course', id: world.courseId }] } };
  await world.begin(learner);
  const one = await house.statements(query, options);
  for (let more = 0; more < 9; more += 1) await world.begin(world.instructor);
  expect(await house.statements(query, options)).toBe(one);
});

it('an index serves every query', async () => {
  expect(await queries.scans()).toEqual([]);
});
