import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { discussions } from '..';
import { ConversationService } from '../chat/conversation.service';
import { MessageService } from '../chat/message.service';
import { enrollments } from '../enrollment/enrollment.document';
import { FollowService } from '../follow/follow.service';
import { CaseService } from '../moderation/case.service';
import { cases } from '../moderation/case.document';
import { CaseDecision } from '../moderation/case.states';
import { ReportReason } from '../report/report.document';
import { ReportService } from '../report/report.service';
import { ForumWorld } from '../testing/forum-world';
import { VoteValue } from '../vote/vote.document';
import { VoteService } from '../vote/vote.service';

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
  const opened = await house.as().documents.of(cases).findOne({ postId: thread.openingPostId });
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

it('an index serves every query', async () => {
  const ofThisTest = '{"filter":{}}';
  expect((await queries.scans()).filter((shape) => !shape.endsWith(ofThisTest))).toEqual([]);
});
