import { randomUUID } from 'node:crypto';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { discussions } from '..';
import { ConversationService } from '../chat/conversation.service';
import { Message, messages } from '../chat/message.document';
import { MessageService } from '../chat/message.service';
import { enrollments } from '../enrollment/enrollment.document';
import { FollowService } from '../follow/follow.service';
import { nameEverybody } from '../migrations/name-everybody';
import { CaseService } from '../moderation/case.service';
import { cases } from '../moderation/case.document';
import { CaseDecision } from '../moderation/case.states';
import { postEdits, posts } from '../post/post.document';
import { ReportReason } from '../report/report.document';
import { ReportService } from '../report/report.service';
import { ForumWorld } from '../testing/forum-world';
import { VoteValue } from '../vote/vote.document';
import { VoteService } from '../vote/vote.service';
import { erasures } from './erasure.document';
import { forgetPerson, forgettingSize } from './forget-person.job';

const house = subgraphTest(discussions);
let queries: ExplainedQueries;
beforeAll(() => {
  queries = new ExplainedQueries(house.subgraph.resources.documents!);
});

/** Collections in which an id is found. */
async function traces(text: string): Promise<string[]> {
  const { db } = house.subgraph.resources.documents!;
  const found: string[] = [];
  for (const { name } of discussions.documents!.collections)
    if (JSON.stringify(await db.collection(name).find().toArray()).includes(text)) found.push(name);
  return found;
}

it('Erasure: what somebody said stays without them, and nothing leads back', async () => {
  const world = await ForumWorld.make(house);
  const [erased, other] = [await world.learner(), await world.learner()];
  const id = erased.id!;
  const thread = await world.begin(erased, { body: 'First' });
  await world.posts(erased).update({ id: thread.openingPostId, body: 'Second' });
  const answer = await world.reply(other, thread, {
    body: `Ask @[Canary Jones](user:${id}) or @[Me](user:${other.id})`,
  });
  await world
    .posts(other)
    .update({ id: answer._id, body: `Ask @[Canary Jones](user:${id}), or @[Me](user:${other.id})!` });
  await house.as(erased).get(VoteService).vote({ postId: answer._id, vote: VoteValue.UP });
  await house.as(erased).get(ReportService).report({ postId: answer._id, reason: ReportReason.OTHER });
  await house.as(erased).get(FollowService).forum({ courseId: world.courseId, isFollowed: true });
  await house.as(other).get(ReportService).report({ postId: thread.openingPostId, reason: ReportReason.OTHER });
  const opened = await house.as().documents.of(cases).findOne({ aboutId: thread.openingPostId });
  await house.as(world.instructor).get(CaseService).decide({ id: opened!._id, decision: CaseDecision.APPROVE });
  const { courseId } = world;
  const direct = await house
    .as(erased)
    .get(ConversationService)
    .start({ courseId, userIds: [world.instructor.id!] });
  const message = { conversationId: direct._id, clientId: 'one', body: 'Hello.' };
  const { _id: messageId } = await house.as(erased).get(MessageService).send(message);
  await house.as(erased).get(MessageService).react({ messageId, emoji: '👍', isSet: true });
  await house.as(erased).get(ConversationService).block({ userId: other.id!, isBlocked: true });

  await house.deliver('user.erased', { userId: id });
  await house.deliver('user.erased', { userId: id });
  expect(await traces('Canary Jones')).toEqual([]);
  // Whose enrolment it was says enrollment, which ends it.
  expect(await traces(id)).toEqual([enrollments.name]);
  expect(await world.post({ _id: thread.openingPostId })).toMatchObject({ text: 'Second' });
  expect(await world.post(answer)).toMatchObject({ text: `Ask @…, or @[Me](user:${other.id})!`, score: 1 });
  const { authorId } = await world.thread(thread);
  expect(authorId).toBe((await world.post({ _id: thread.openingPostId })).authorId);
  await house.as(world.instructor).get(VoteService).vote({ postId: answer._id, vote: VoteValue.UP });
  expect((await world.post(answer)).score).toBe(2);
});

it('Erasure: whatever leads to somebody is gone from what others said: in chats, in code, without @, after the twentieth, in titles', async () => {
  const world = await ForumWorld.make(house);
  const [erased, other] = [await world.learner(), await world.learner()];
  const id = erased.id!;
  const crowd = Array.from({ length: 30 }, (_, n) => `@[N${n}](user:${randomUUID()})`).join(' ');
  const canary = `[Canary Smith](user:${id})`;
  const texts = [
    canary,
    `${crowd} @${canary}`,
    `\`@${canary}\``,
    `\`\`\`\nask(@${canary}, "user:${id.toUpperCase()}");\n\`\`\``,
    `Ask [Canary Smith][her] or [*Canary* [Smith]](user:${id}).\n\n[her]: user:${id}`,
    `[Canary Smith](us&#101;r:${id} "Canary Smith")`,
    `![Canary Smith](<user:${id}>) <user:${id}>`,
  ];
  const thread = await world.begin(other, { title: `Who is @${canary}?`, body: texts[0]! });
  const replies = await Promise.all(texts.map((body) => world.reply(world.instructor, thread, { body })));
  await world.posts(world.instructor).update({ id: replies[1]!._id, body: 'Never mind.' });
  const { courseId } = world;
  const direct = await house
    .as(other)
    .get(ConversationService)
    .start({ courseId, userIds: [world.instructor.id!] });
  const say = (body: string) =>
    house.as(other).get(MessageService).send({ conversationId: direct._id, clientId: randomUUID(), body });
  const said = await Promise.all(texts.map(say));
  await house
    .as(other)
    .get(MessageService)
    .edit({ id: said[0]!._id, body: `Or ${canary}.` });

  await house.deliver('user.erased', { userId: id });
  for (const trace of ['Canary', id, id.toUpperCase()]) {
    const ends = trace === id ? [enrollments.name] : [];
    expect([trace, await traces(trace)]).toEqual([trace, ends]);
  }
  expect(await world.thread(thread)).toMatchObject({ title: 'Who is @…?' });
  expect(await world.post({ _id: thread.openingPostId })).toMatchObject({ text: '@…', words: 'Who is @…?\n@…' });
  expect(await world.post(replies[2]!)).toMatchObject({ text: '`@…`', words: '@…', namedIds: [] });
  expect(await world.post(replies[4]!)).toMatchObject({ text: 'Ask … or ….' });
  const left = await house.as().documents.of(messages).findOne({ _id: said[0]!._id });
  expect(left).toMatchObject({ body: 'Or @….', namedIds: [] });
});

it('Erasure: who said more than one transaction takes is forgotten in batches; a crash between two repeats nothing', async () => {
  const [userId, conversationId] = [randomUUID(), randomUUID()];
  const createdAt = house.clock.now();
  const usual = { conversationId, authorId: userId, replyToId: null, attachmentIds: [], namedIds: [], newSigns: 0 };
  const said = Array.from({ length: 2 * forgettingSize + 50 }, (_, seq) => {
    const [_id, clientId] = [house.as().ids.next(), String(seq)];
    const times = { createdAt, editedAt: null, deletedAt: null };
    return Object.assign(new Message(), { _id, clientId, seq, body: 'Hello.', ...usual, ...times });
  });
  const rows = house.as().documents.of(messages);
  await rows.insertMany(said);
  const begin = { _id: userId, pseudonym: randomUUID(), batches: 0 };
  await house.as().documents.of(erasures).insertOne(begin);
  const run = () => forgetPerson.run(house.as(), { userId, batch: 0 });
  const left = () => rows.count({ authorId: userId });
  await run();
  expect(await left()).toBe(forgettingSize + 50);
  await Promise.all([run(), run()]);
  expect(await left()).toBe(forgettingSize + 50);
  await house.deliver('user.erased', { userId });
  expect(await left()).toBe(0);
  expect(await rows.distinct('authorId', { conversationId })).toEqual([begin.pseudonym]);
  expect(await house.as().documents.of(erasures).findOne({ _id: userId })).toBeNull();
});

it('texts that were there before know afterwards to whom they lead, also where the migration is cut off', async () => {
  const world = await ForumWorld.make(house);
  const [other, someone] = [await world.learner(), randomUUID()];
  const body = `\`[A name](user:${someone})\``;
  const thread = await world.begin(other, { title: `@[A name](user:${someone})`, body });
  await world.posts(other).update({ id: thread.openingPostId, body: 'Nobody.' });
  const { db } = house.subgraph.resources.documents!;
  for (const { name } of [posts, postEdits, messages])
    await db
      .collection(name)
      .updateMany({ _id: { $gt: '' as never } }, { $unset: { namedIds: true }, $set: { mentionedIds: [] } });
  for (let again = 0; again < 2; again += 1) await nameEverybody.run(db);
  const post = await world.post({ _id: thread.openingPostId });
  expect(post).toMatchObject({ namedIds: [someone] });
  expect(post).not.toHaveProperty('mentionedIds');
  const edit = await house.as().documents.of(postEdits).findOne({ postId: post._id });
  expect(edit).toMatchObject({ body, namedIds: [someone] });
  expect(
    await house
      .as()
      .documents.of(messages)
      .count({ namedIds: { $exists: false }, _id: { $gt: '' } }),
  ).toBe(0);
});

it('an index serves every query', async () => {
  const ofThisTest = ['{"filter":{}}', '{"filter":{"namedIds":{"$exists":"?"}}}'];
  const scans = await queries.scans();
  expect(scans.filter((shape) => !ofThisTest.some((end) => shape.endsWith(end)))).toEqual([]);
});
