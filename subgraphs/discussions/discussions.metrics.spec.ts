import { randomUUID } from 'node:crypto';
import { refuseCollectionScans } from '../../kit/testing/explained-queries';
import { shownMetrics } from '../../kit/testing/shown-metrics';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { discussions } from '.';
import { ConversationService } from './chat/conversation.service';
import { MessageService } from './chat/message.service';
import { cases } from './moderation/case.document';
import { CaseService } from './moderation/case.service';
import { CaseDecision } from './moderation/case.states';
import { ReportReason } from './report/report.document';
import { ReportService } from './report/report.service';
import { ForumWorld } from './testing/forum-world';

const house = subgraphTest(discussions);

it('shows operators how much is said, what is held, what moderators are asked, and whether it is told', async () => {
  const quiet = await shownMetrics(house);
  expect(quiet).toHaveLength(17);
  expect(quiet.filter((line) => !line.endsWith(' 0'))).toEqual([]);
  const world = await ForumWorld.make(house);
  const [author, reader] = [await world.learner(), await world.learner()];
  const thread = await world.begin(author);
  await world.reply(author, thread, { body: 'What a bitch of a proof.' });
  const { courseId, instructor } = world;
  const room = await house
    .as(instructor)
    .get(ConversationService)
    .openRoom({ courseId, title: 'All', slowModeSeconds: 0 });
  const said = { conversationId: room._id, clientId: randomUUID(), body: 'You bitch.' };
  await house.as(author).get(MessageService).send(said);
  const postId = thread.openingPostId;
  await house.as(reader).get(ReportService).report({ postId, reason: ReportReason.OTHER });
  house.clock.advance({ minutes: 10 });
  expect(await shownMetrics(house)).toEqual(
    expect.arrayContaining([
      'lyceum_discussions_written{of="POST",state="PUBLISHED"} 1',
      'lyceum_discussions_written{of="POST",state="HELD"} 1',
      'lyceum_discussions_written{of="MESSAGE",state="HELD"} 1',
      'lyceum_discussions_held{of="POST"} 1',
      'lyceum_discussions_held{of="MESSAGE"} 1',
      'lyceum_discussions_cases{state="OPEN"} 3',
      'lyceum_discussions_reports 1',
      'lyceum_discussions_case_seconds 600',
      'lyceum_discussions_telling_seconds 600',
    ]),
  );
  await house.settle();
  for (const { _id: id } of await house.as().documents.of(cases).find({ courseId }).toArray())
    await house.as(instructor).get(CaseService).decide({ id, decision: CaseDecision.REMOVE });
  house.clock.advance({ hours: 1 });
  const later = await shownMetrics(house);
  await house.settle();
  expect(later).toEqual(
    expect.arrayContaining([
      'lyceum_discussions_written{of="POST",state="PUBLISHED"} 0',
      'lyceum_discussions_held{of="MESSAGE"} 0',
      'lyceum_discussions_case_seconds 0',
      'lyceum_discussions_reports 0',
    ]),
  );
  await house.as(author).get(CaseService).appeal({ postId, text: 'It was a question.' });
  house.clock.advance({ minutes: 1 });
  expect(await shownMetrics(house)).toContain('lyceum_discussions_case_seconds 60');
});

refuseCollectionScans(house);
