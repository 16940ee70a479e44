import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator } from '../../../kit/testing/viewers';
import { ConversationService } from '../chat/conversation.service';
import { MessageService } from '../chat/message.service';
import { cases } from '../moderation/case.document';
import { CaseService } from '../moderation/case.service';
import { CaseDecision } from '../moderation/case.states';
import { ReportReason } from '../report/report.document';
import { ReportService } from '../report/report.service';
import { ForumWorld } from './forum-world';

/**
 * One of everything about which something can be done, by who teaches a course: threads and posts of a learner, of their own, and
 * such as moderators are asked about; a group in which both talk.
 */
export interface Belongings {
  readonly owner: Viewer;
  readonly learner: Viewer;
  readonly courseId: string;
  readonly lessonId: string;
  readonly personId: string;
  readonly threadId: string;
  readonly otherThreadId: string;
  readonly postId: string;
  readonly ownPostId: string;
  readonly removedPostId: string;
  readonly caseId: string;
  readonly claimedCaseId: string;
  readonly decidedCaseId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly ownMessageId: string;
  readonly removedMessageId: string;
  readonly token: string;
}

export async function makeBelongings(house: SubgraphTest): Promise<Belongings> {
  const world = await ForumWorld.make(house);
  const { courseId, lessonId, instructor: owner } = world;
  const learner = await world.learner();
  const staff = administrator(randomUUID());
  const [thread, other] = [await world.begin(learner), await world.begin(owner)];
  const reply = (viewer: Viewer) => world.reply(viewer, thread, { body: randomUUID() });
  const [post, own, removed] = [await reply(learner), await reply(owner), await reply(owner)];
  const asked = [await reply(learner), await reply(learner), await reply(learner)];
  const decided = (viewer: Viewer): CaseService => house.as(viewer).get(CaseService);
  const caseOf = async ({ _id: aboutId }: { readonly _id: string }): Promise<string> =>
    (await house.as().documents.of(cases).findOne({ aboutId }))!._id;
  const report = async (viewer: Viewer, about: { readonly _id: string }): Promise<string> => {
    await house.as(viewer).get(ReportService).report({ postId: about._id, reason: ReportReason.OTHER });
    return caseOf(about);
  };
  const [caseId, claimedCaseId, decidedCaseId] = [
    await report(staff, asked[0]!),
    await report(staff, asked[1]!),
    await report(staff, asked[2]!),
  ];
  await decided(owner).claim(claimedCaseId);
  await decided(owner).decide({ id: decidedCaseId, decision: CaseDecision.APPROVE });
  await decided(staff).decide({ id: await report(learner, removed), decision: CaseDecision.REMOVE });
  const people = house.as(owner).get(ConversationService);
  const group = await people.start({ courseId, userIds: [learner.id!], title: 'A group' });
  const { token } = await people.invite({ conversationId: group._id, hours: 720 });
  const say = (viewer: Viewer) =>
    house
      .as(viewer)
      .get(MessageService)
      .send({ conversationId: group._id, clientId: randomUUID(), body: randomUUID() });
  const [message, ownMessage, gone] = [await say(learner), await say(owner), await say(owner)];
  await house.as(learner).get(ReportService).reportMessage({ messageId: gone._id, reason: ReportReason.OTHER });
  await decided(staff).decide({ id: await caseOf(gone), decision: CaseDecision.REMOVE });
  return {
    owner,
    learner,
    courseId,
    lessonId,
    personId: learner.id!,
    threadId: thread._id,
    otherThreadId: other._id,
    postId: post._id,
    ownPostId: own._id,
    removedPostId: removed._id,
    caseId,
    claimedCaseId,
    decidedCaseId,
    conversationId: group._id,
    messageId: message._id,
    ownMessageId: ownMessage._id,
    removedMessageId: gone._id,
    token,
  };
}
