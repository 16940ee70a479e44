import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { hearing } from '../../../kit/testing/hearing';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator } from '../../../kit/testing/viewers';
import { discussions } from '..';
import { ForumLoaders } from '../forum/forum.loaders';
import { PostLoaders } from '../post/post.loaders';
import { ReportReason } from '../report/report.document';
import { ReportService } from '../report/report.service';
import { RestrictionKind } from '../restriction/restriction.document';
import { RestrictionLoaders } from '../restriction/restriction.loaders';
import { RestrictionService } from '../restriction/restriction.service';
import { ForumSearch } from '../search/forum.search';
import { ForumWorld } from '../testing/forum-world';
import type { Thread } from '../thread/thread.document';
import { ThreadLoaders } from '../thread/thread.loaders';
import { VoteValue } from '../vote/vote.document';
import { VoteService } from '../vote/vote.service';
import { cases, type Case } from './case.document';
import { CaseService } from './case.service';
import { CaseDecision, Sanction } from './case.states';

const house = subgraphTest(discussions);
let queries: ExplainedQueries;
beforeAll(() => {
  queries = new ExplainedQueries(house.subgraph.resources.documents!);
});
beforeEach(() => house.clock.advance({ days: 2 }));

const code = (expected: string): object => ({ code: expected });
const { APPROVE, REMOVE } = CaseDecision;
const insult = { body: 'What a bitch of a proof.' };

const caseOf = async (postId: string): Promise<Case> =>
  (await house.as().documents.of(cases).findOne({ aboutId: postId }))!;
const service = (viewer: Viewer): CaseService => house.as(viewer).get(CaseService);
const report = (viewer: Viewer, postId: string) =>
  house.as(viewer).get(ReportService).report({ postId, reason: ReportReason.ABUSE });
const sees = async (viewer: Viewer, postId: string): Promise<boolean> =>
  (await house.as(viewer).get(PostLoaders).visible.load(postId)) !== null;
const publishedOf = async ({ _id }: Pick<Thread, '_id'>) =>
  (await house.emitted('post.published')).filter(({ threadId }) => threadId === _id);
const forumOf = async ({ courseId }: ForumWorld) => (await house.as().get(ForumLoaders).visible.load(courseId))!;

it('Moderation, mentions: a held post notifies nobody, scores nothing, counts nowhere until approved', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(other);
  const { lastActivityAt } = thread;
  house.clock.advance({ minutes: 1 });
  const held = await world.reply(author, thread, { body: `What a bitch, @[You](user:${other.id})` });
  expect(held.state).toBe('HELD');
  expect(await publishedOf(thread)).toHaveLength(1);
  expect(await world.thread(thread)).toMatchObject({ replyCount: 0, lastActivityAt });
  for (const [viewer, may] of [
    [author, true],
    [world.instructor, true],
    [other, false],
    [world.stranger(), false],
    [Viewer.anonymous, false],
  ] as const) {
    expect(await sees(viewer, held._id)).toBe(may);
    const found = await house.as(viewer).get(ForumSearch).posts(world.courseId, 'bitch', 20);
    expect(found).toEqual([]);
  }
  const listed = async (viewer: Viewer): Promise<number> => {
    const query = 'query ($id: ID!) { thread(id: $id) { posts { totalCount } } }';
    const variables = { id: thread._id };
    return (await house.data<{ thread: { posts: { totalCount: number } } }>(query, { viewer, variables })).thread.posts
      .totalCount;
  };
  expect([await listed(author), await listed(world.instructor), await listed(other)]).toEqual([1, 1, 0]);
  const vote = house.as(world.instructor).get(VoteService).vote({ postId: held._id, vote: VoteValue.UP });
  await expect(vote).rejects.toMatchObject(code('POST_STATE'));
  await expect(world.reply(author, thread, { replyToId: held._id })).rejects.toMatchObject(code('NOT_FOUND'));

  const { id } = await caseOf(held._id);
  await service(world.instructor).decide({ id, decision: APPROVE });
  expect(await sees(other, held._id)).toBe(true);
  expect((await world.thread(thread)).replyCount).toBe(1);
  expect((await publishedOf(thread)).map(({ postId, mentionedIds }) => [postId, mentionedIds])).toEqual([
    [thread.openingPostId, []],
    [held._id, [other.id]],
  ]);
});

it('a held question is in no list and no count; its author reads why', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(author, { body: 'Look: https://shop.example/ and buy.' });
  expect(thread.state).toBe('HELD');
  expect(await house.as(other).get(ThreadLoaders).visible.load(thread._id)).toBeNull();
  expect(await forumOf(world)).toMatchObject({ threadCount: 0, unansweredCount: 0 });
  const query = 'query ($id: ID!) { thread(id: $id) { state openingPost { body moderation { reasons decision } } } }';
  const read = (viewer: Viewer) => house.data(query, { viewer, variables: { id: thread._id } });
  expect(await read(author)).toEqual({
    thread: {
      state: 'HELD',
      openingPost: { body: expect.any(String), moderation: { reasons: ['LINK_FROM_NEWCOMER'], decision: null } },
    },
  });
  const { id } = await caseOf(thread.openingPostId);
  await service(world.instructor).decide({ id, decision: APPROVE });
  expect(await house.as(other).get(ThreadLoaders).visible.load(thread._id)).not.toBeNull();
  expect(await forumOf(world)).toMatchObject({ threadCount: 1, unansweredCount: 1 });
});

it('nobody gets past the filters by an edit, and staff do not go through them', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(other);
  const post = await world.reply(author, thread);
  await world.posts(author).update({ id: post._id, ...insult });
  expect(await world.post(post)).toMatchObject({ state: 'HELD' });
  expect((await world.thread(thread)).replyCount).toBe(0);
  expect((await world.reply(world.instructor, thread, insult)).state).toBe('PUBLISHED');
});

it('a title goes through the filters, when a thread is begun and when it is edited', async () => {
  const world = await ForumWorld.make(house);
  const author = await world.learner();
  const title = 'You are all such bitches, bitch';
  expect(await world.begin(author, { title })).toMatchObject({ state: 'HELD' });
  expect(await world.begin(author, { title: 'Look at https://shop.example' })).toMatchObject({ state: 'HELD' });
  const thread = await world.begin(author);
  expect(await world.threads().update({ id: thread._id, title })).toMatchObject({ state: 'PUBLISHED' });
  await world.threads().update({ id: thread._id, title: 'As before' });
  expect(await world.threads(author).update({ id: thread._id, title })).toMatchObject({ title, state: 'HELD' });
  expect(await world.thread(thread)).toMatchObject({ state: 'HELD' });
  expect(await caseOf(thread.openingPostId)).toMatchObject({ state: 'OPEN', reasons: ['INSULT'] });
  expect(await forumOf(world)).toMatchObject({ threadCount: 0 });
  const { id } = await caseOf(thread.openingPostId);
  await service(world.instructor).decide({ id, decision: REMOVE });
  const again = world.threads(author).update({ id: thread._id, title: 'What I meant' });
  await expect(again).rejects.toMatchObject(code('POST_STATE'));
});

it('tags go through the filters as titles do', async () => {
  const world = await ForumWorld.make(house);
  const author = await world.learner();
  expect(await world.begin(author, { tags: ['maths', 'b1tch'] })).toMatchObject({ state: 'HELD' });
  expect(await world.begin(author, { tags: ['https://shop.example'] })).toMatchObject({ state: 'HELD' });
  const thread = await world.begin(author, { tags: ['maths'] });
  expect(thread).toMatchObject({ state: 'PUBLISHED' });
  const tags = ['you bitch'];
  expect(await world.threads(author).update({ id: thread._id, tags })).toMatchObject({ tags, state: 'HELD' });
  expect(await caseOf(thread.openingPostId)).toMatchObject({ reasons: ['INSULT'] });
});

it('the same text is the same under another title, and as a reply', async () => {
  const world = await ForumWorld.make(house);
  const author = await world.learner();
  const body = 'My notes are the best in town.';
  const thread = await world.begin(author, { title: 'First', body });
  expect(await world.begin(author, { title: 'Second', body })).toMatchObject({ state: 'HELD' });
  expect(await world.reply(author, thread, { body })).toMatchObject({ state: 'HELD' });
});

it('who is muted says nothing by an edit either', async () => {
  const world = await ForumWorld.make(house);
  const author = await world.learner();
  const thread = await world.begin(author);
  const post = await world.reply(author, thread);
  const whom = { courseId: world.courseId, userId: author.id! };
  await house
    .as(world.instructor)
    .get(RestrictionService)
    .restrict({ ...whom, kind: RestrictionKind.MUTE });
  for (const attempt of [
    () => world.posts(author).update({ id: post._id, body: 'By the way …' }),
    () => world.posts(author).update({ id: thread.openingPostId, body: 'By the way …' }),
    () => world.threads(author).update({ id: thread._id, title: 'By the way …' }),
  ])
    await expect(attempt()).rejects.toMatchObject(code('MUTED'));
  expect(await world.post(post)).toMatchObject({ text: 'Because.', version: 1 });
  expect(await world.thread(thread)).toMatchObject({ title: 'Why is that so?', version: 1 });
});

it('three people who report a post hide it; one who does so three times does not, nor again what was approved', async () => {
  const world = await ForumWorld.make(house);
  const author = await world.learner();
  const thread = await world.begin(author);
  const post = await world.reply(author, thread);
  const readers = [await world.learner(), await world.learner(), await world.learner(), await world.learner()];
  for (let again = 0; again < 3; again += 1) await report(readers[0]!, post._id);
  expect(await caseOf(post._id)).toMatchObject({ reportCount: 1, reasons: ['REPORTED'], state: 'OPEN' });
  await expect(report(author, post._id)).rejects.toMatchObject(code('OWN_POST'));
  await expect(report(world.stranger(), post._id)).rejects.toMatchObject(code('NOT_FOUND'));
  await Promise.all([report(readers[1]!, post._id), report(readers[2]!, post._id)]);
  expect(await world.post(post)).toMatchObject({ state: 'HELD' });
  const { id } = await caseOf(post._id);
  await service(world.instructor).decide({ id, decision: APPROVE });
  await report(readers[3]!, post._id);
  expect(await world.post(post)).toMatchObject({ state: 'PUBLISHED' });
  expect(await caseOf(post._id)).toMatchObject({ state: 'OPEN', reportCount: 4 });
  expect((await publishedOf(thread)).filter(({ postId }) => postId === post._id)).toHaveLength(1);
  await service(world.instructor).decide({ id, decision: REMOVE });
  await service(world.instructor).reopen(id);
  expect(await world.post(post)).toMatchObject({ state: 'PUBLISHED' });
});

it('Policy: only those who moderate the course see, claim and decide, and nobody about their own', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(author, insult);
  const { id } = await caseOf(thread.openingPostId);
  const elsewhere = (await ForumWorld.make(house)).instructor;
  for (const viewer of [author, other, elsewhere])
    for (const attempt of [
      () => service(viewer).claim(id),
      () => service(viewer).decide({ id, decision: APPROVE }),
      () => service(viewer).reopen(id),
      () => service(viewer).release(id),
    ])
      await expect(attempt()).rejects.toMatchObject(code('NOT_FOUND'));
  await expect(service(Viewer.anonymous).claim(id)).rejects.toMatchObject(code('UNAUTHENTICATED'));
  await service(world.instructor).claim(id);
  await expect(service(administrator(randomUUID())).claim(id)).rejects.toMatchObject(code('CASE_STATE'));
  await service(world.instructor).release(id);
  await service(administrator(randomUUID())).claim(id);
  const own = await world.begin(world.instructor);
  await report(author, own.openingPostId);
  const { id: about } = await caseOf(own.openingPostId);
  await expect(service(world.instructor).decide({ id: about, decision: APPROVE })).rejects.toMatchObject(
    code('NOT_FOUND'),
  );
});

it('a post that was removed comes back when that is undone, and its author may write again', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(other);
  const post = await world.reply(author, thread);
  await report(other, post._id);
  const { id } = await caseOf(post._id);
  await service(world.instructor).decide({
    id,
    decision: REMOVE,
    sanction: Sanction.MUTE,
    sanctionDays: 7,
    note: 'No.',
  });
  expect(await world.thread(thread)).toMatchObject({ replyCount: 0 });
  await expect(world.reply(author, thread)).rejects.toMatchObject(code('MUTED'));
  const query =
    'query ($id: ID!) { post(id: $id) { state body moderation { decision sanction note viewerCanAppeal } } }';
  const read = (viewer: Viewer) => house.data(query, { viewer, variables: { id: post._id } });
  const moderation = { decision: 'REMOVE', sanction: 'MUTE', note: 'No.', viewerCanAppeal: true };
  expect(await read(author)).toEqual({ post: { state: 'REMOVED', body: 'Because.', moderation } });
  expect(await read(other)).toEqual({ post: { state: 'REMOVED', body: null, moderation: null } });
  expect((await house.emitted('post.moderated')).filter(({ postId }) => postId === post._id)).toEqual([
    expect.objectContaining({
      recipientId: author.id,
      decision: 'REMOVE',
      sanction: 'MUTE',
      until: new Date(house.clock.now().getTime() + 7 * 86_400_000).toISOString(),
      reason: 'No.',
      wasHidden: false,
      title: (await world.thread(thread)).title,
    }),
  ]);
  await service(world.instructor).reopen(id);
  expect(await world.post(post)).toMatchObject({ state: 'PUBLISHED' });
  expect(await world.thread(thread)).toMatchObject({ replyCount: 1 });
  await world.reply(author, thread);
  expect((await publishedOf(thread)).filter(({ postId }) => postId === post._id)).toHaveLength(1);
});

it('what was held goes back to being held when its decision is undone', async () => {
  const world = await ForumWorld.make(house);
  const thread = await world.begin(await world.learner(), insult);
  const { id } = await caseOf(thread.openingPostId);
  for (const decision of [APPROVE, REMOVE]) {
    await service(world.instructor).decide({ id, decision });
    await service(world.instructor).reopen(id);
    expect(await world.thread(thread)).toMatchObject({ state: 'HELD' });
    expect(await forumOf(world)).toMatchObject({ threadCount: 0 });
  }
});

it('a case that is opened again is claimed by nobody', async () => {
  const world = await ForumWorld.make(house);
  const [author, one, two] = [await world.learner(), await world.learner(), await world.learner()];
  const { openingPostId } = await world.begin(author);
  await report(one, openingPostId);
  const { id } = await caseOf(openingPostId);
  await service(world.instructor).decide({ id, decision: APPROVE });
  await report(two, openingPostId);
  await service(world.instructor).claim(id);
  await service(world.instructor).reopen(id);
  expect(await caseOf(openingPostId)).toMatchObject({ state: 'OPEN', claimedById: null });
});

it('of a reply that is approved in a thread that nobody reads any more nobody is told', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(other);
  const held = await world.reply(author, thread, { body: `What a bitch, @[You](user:${other.id})` });
  await world.threads(other).delete(thread._id);
  await service(world.instructor).decide({ id: (await caseOf(held._id))._id, decision: APPROVE });
  expect(await world.post(held)).toMatchObject({ state: 'PUBLISHED' });
  expect((await publishedOf(thread)).map(({ postId }) => postId)).toEqual([thread.openingPostId]);
});

it('what went before anybody could read it leaves no place', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(other);
  const [removed, deleted] = [await world.reply(author, thread, insult), await world.reply(author, thread, insult)];
  await service(world.instructor).decide({ id: (await caseOf(removed._id))._id, decision: REMOVE });
  await world.posts(author).delete(deleted._id);
  const query = 'query ($id: ID!) { thread(id: $id) { posts { totalCount nodes { id } } } }';
  for (const [viewer, ids] of [
    [other, []],
    [author, [removed._id, deleted._id]],
    [world.instructor, [removed._id, deleted._id]],
  ] as const) {
    const posts = { totalCount: ids.length, nodes: ids.map((id) => ({ id })) };
    expect(await house.data(query, { viewer, variables: { id: thread._id } })).toEqual({ thread: { posts } });
    expect(await sees(viewer, removed._id)).toBe(ids.length > 0);
  }
  await expect(world.reply(other, thread, { replyToId: removed._id })).rejects.toMatchObject(code('NOT_FOUND'));
});

it('an approval protects what was approved: once edited, three new reports hide it', async () => {
  const world = await ForumWorld.make(house);
  const author = await world.learner();
  const thread = await world.begin(author);
  const post = await world.reply(author, thread);
  const readers = await Promise.all(Array.from({ length: 6 }, () => world.learner()));
  for (const reader of readers.slice(0, 3)) await report(reader, post._id);
  await service(world.instructor).decide({ id: (await caseOf(post._id))._id, decision: APPROVE });
  house.clock.advance({ minutes: 1 });
  await world.posts(author).update({ id: post._id, body: 'Now that nobody looks: something else.' });
  for (const reader of readers.slice(3, 5)) await report(reader, post._id);
  expect(await world.post(post)).toMatchObject({ state: 'PUBLISHED' });
  await report(readers[5]!, post._id);
  expect(await world.post(post)).toMatchObject({ state: 'HELD' });
});

it('an author appeals a removal once, and another decision stands', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(author, insult);
  const postId = thread.openingPostId;
  const { id } = await caseOf(postId);
  const appeal = (viewer: Viewer) => service(viewer).appeal({ postId, text: 'It is about a dog.' });
  await expect(appeal(author)).rejects.toMatchObject(code('CASE_STATE'));
  await service(world.instructor).decide({ id, decision: REMOVE });
  await expect(appeal(other)).rejects.toMatchObject(code('NOT_FOUND'));
  await appeal(author);
  expect(await caseOf(postId)).toMatchObject({ state: 'APPEALED', appeal: 'It is about a dog.' });
  await service(administrator(randomUUID())).decide({ id, decision: APPROVE, note: 'So it is.' });
  expect(await world.thread(thread)).toMatchObject({ state: 'PUBLISHED' });
  await service(world.instructor)
    .decide({ id, decision: REMOVE })
    .catch(() => undefined);
  await expect(appeal(author)).rejects.toMatchObject(code('CASE_STATE'));
});

it('who is banned takes no part, and a stream of theirs ends at once; who is muted reads on', async () => {
  const world = await ForumWorld.make(house);
  const [banned, muted] = [await world.learner(), await world.learner()];
  const thread = await world.begin(banned);
  const POSTS = 'subscription ($id: ID!) { postAdded(threadId: $id) { post { body } } }';
  const stream = house.subgraph.subscribe({ query: POSTS, variables: { id: thread._id } }, banned, {});
  const [ended] = await hearing(house.house.live, () => [stream.next()]);
  const { courseId } = world;
  const restrictions = house.as(world.instructor).get(RestrictionService);
  const until = new Date(house.clock.now().getTime() + 3_600_000);
  await restrictions.restrict({ courseId, userId: banned.id!, kind: RestrictionKind.BAN });
  await restrictions.restrict({ courseId, userId: muted.id!, kind: RestrictionKind.MUTE, until });
  const told = (await house.emitted('member.restricted')).filter((event) => event.courseId === courseId);
  expect(told).toEqual([
    { courseId, organisationId: null, userId: banned.id, kind: 'BAN', until: null, reason: null },
    { courseId, organisationId: null, userId: muted.id, kind: 'MUTE', until: until.toISOString(), reason: null },
  ]);
  expect(await ended).toEqual({ value: undefined, done: true });
  expect(await house.as(banned).get(ThreadLoaders).visible.load(thread._id)).toBeNull();
  expect(await house.as(muted).get(ThreadLoaders).visible.load(thread._id)).not.toBeNull();
  await expect(world.reply(banned, thread)).rejects.toMatchObject(code('NOT_FOUND'));
  await expect(world.reply(muted, thread)).rejects.toMatchObject({
    code: 'MUTED',
    facts: { until: until.toISOString() },
  });
  house.clock.advance({ hours: 1 });
  await world.reply(muted, thread);
  await restrictions.lift({ courseId, userId: banned.id! });
  await world.reply(banned, thread);
  const own = house.as(banned).get(RestrictionService);
  await expect(own.restrict({ courseId, userId: muted.id!, kind: RestrictionKind.BAN })).rejects.toMatchObject(
    code('NOT_FOUND'),
  );
  for (const userId of [world.instructor.id!, 'nonsense'])
    await expect(restrictions.restrict({ courseId, userId, kind: RestrictionKind.BAN })).rejects.toMatchObject(
      code('NOT_FOUND'),
    );
});

it('what cases and moderators decide about somebody stands each for itself, and the strictest counts', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(other);
  const { courseId } = world;
  const byHand = house.as(world.instructor).get(RestrictionService);
  const own = () => house.as(author).get(RestrictionLoaders).own.load(courseId);
  const post = await world.reply(author, thread);
  await report(other, post._id);
  const { id } = await caseOf(post._id);
  const mute = { id, decision: REMOVE, sanction: Sanction.MUTE, sanctionDays: 1 };
  await service(world.instructor).decide(mute);
  await byHand.restrict({ courseId, userId: author.id!, kind: RestrictionKind.BAN });
  expect(await own()).toMatchObject({ kind: 'BAN', until: null });
  await service(world.instructor).reopen(id);
  expect(await own()).toMatchObject({ kind: 'BAN', until: null });
  await service(world.instructor).decide(mute);
  house.clock.advance({ days: 2 });
  expect(await own()).toMatchObject({ kind: 'BAN', until: null });
  await byHand.restrict({ courseId, userId: author.id!, kind: RestrictionKind.MUTE });
  await service(world.instructor).reopen(id);
  await service(world.instructor).decide(mute);
  expect(await own()).toMatchObject({ kind: 'MUTE', until: null });
  await byHand.lift({ courseId, userId: author.id! });
  expect(await own()).toBeNull();
});

it('the queue, the log and the figures are for those who moderate', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const thread = await world.begin(author, insult);
  const asked = await world.begin(other);
  await house
    .as(author)
    .get(ReportService)
    .report({ postId: asked.openingPostId, reason: ReportReason.SPAM, note: 'Hm.' });
  const query = `query ($r: [_Any!]!) { found: _entities(representations: $r) { ... on Course { forum {
    moderationCases { nodes { reasons reportCount reports { reason note } post { id } } }
    decided: moderationCases(state: DECIDED) { nodes { decision decidedBy { id } } }
    moderationLog { nodes { action note actor { id } person { id } } } moderationStatistics { waiting approved removed } } } } }`;
  const read = async (viewer: Viewer): Promise<object> => {
    const variables = { r: [{ __typename: 'Course', id: world.courseId }] };
    return (await house.data<{ found: [{ forum: object }] }>(query, { viewer, variables })).found[0].forum;
  };
  const { id } = await caseOf(thread.openingPostId);
  await service(world.instructor).decide({ id, decision: REMOVE, note: 'Mind your words.' });
  const { id: instructor } = world.instructor;
  expect(await read(world.instructor)).toEqual({
    moderationCases: {
      nodes: [
        {
          reasons: ['REPORTED'],
          reportCount: 1,
          reports: [{ reason: 'SPAM', note: 'Hm.' }],
          post: { id: asked.openingPostId },
        },
      ],
    },
    decided: { nodes: [{ decision: 'REMOVE', decidedBy: { id: instructor } }] },
    moderationLog: {
      nodes: [
        { action: 'DECIDED REMOVE', note: 'Mind your words.', actor: { id: instructor }, person: { id: author.id } },
      ],
    },
    moderationStatistics: { waiting: 1, approved: 0, removed: 1 },
  });
  expect(await read(other)).toEqual({
    moderationCases: null,
    decided: null,
    moderationLog: null,
    moderationStatistics: null,
  });
});

it('an index serves every query', async () => {
  expect(await queries.scans()).toEqual([]);
});
