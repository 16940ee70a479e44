import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { viewerOfPayload } from '../../kit/identity/access-token';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import { ConversationService } from '../../subgraphs/discussions/chat/conversation.service';
import { MessageService } from '../../subgraphs/discussions/chat/message.service';
import { liveSessions } from '../../subgraphs/discussions/live-session/live-session.document';
import type { Lyceum } from './lyceum';
import type { Person } from './people';
import type { MadeCourses } from './world-courses';
import { each, type Ids, type Inhabitants } from './world-rows';

/** The learner talks with the instructor, alone and in a group; rooms of a course of the marketplace and of A. Something is said in each. */
export async function makeChats(
  lyceum: Lyceum,
  { learner, other, instructor }: Inhabitants,
  { Course }: MadeCourses,
  LiveSession: Ids,
): Promise<Record<'Conversation' | 'Message', Ids>> {
  const scopeFor = ({ token }: Person): Scope =>
    lyceum.platform.get('discussions').scope(viewerOfPayload(decodeJwt(token)));
  const started = (courseId: string, title: string | null) =>
    scopeFor(learner)
      .get(ConversationService)
      .start({ courseId, userIds: [instructor.id], title });
  const opened = (courseId: string) =>
    scopeFor(instructor).get(ConversationService).openRoom({ courseId, title: 'All of us', slowModeSeconds: 0 });
  const Conversation = {
    own: (await started(Course.public, null)).id,
    room: (await opened(Course.public)).id,
    ofA: (await opened(Course.ofA)).id,
    ofB: (await started(Course.ofB, 'A group')).id,
  };
  const Message = await each(Conversation, async (conversationId, place) => {
    const said = { conversationId, clientId: randomUUID(), body: 'Hello.' };
    return (
      await scopeFor(place === 'ofA' ? other : learner)
        .get(MessageService)
        .send(said)
    ).id;
  });
  const { documents } = lyceum.platform.get('discussions').scope(Viewer.system);
  for (const [place, _id] of Object.entries(LiveSession))
    await documents.of(liveSessions).insertOne({ _id, courseId: Course[place as keyof typeof Course] });
  return { Conversation, Message };
}
