import { decodeJwt } from 'jose';
import { viewerOfPayload } from '../../kit/identity/access-token';
import { Viewer } from '../../kit/identity/viewer';
import { WritingService } from '../../subgraphs/discussions/post/writing.service';
import { ThreadKind } from '../../subgraphs/discussions/thread/thread.kind';
import type { Lyceum } from './lyceum';
import type { MadeCourses } from './world-courses';
import { each, type Ids, type Inhabitants } from './world-rows';

/** A question of a learner about a lesson of the marketplace and of each organisation, with an answer. */
export async function makeForums(
  lyceum: Lyceum,
  { learner, other }: Inhabitants,
  { Course, Lesson }: MadeCourses,
): Promise<Record<'Thread' | 'Post', Ids>> {
  const writingAs = (token: string): WritingService =>
    lyceum.platform
      .get('discussions')
      .scope(Viewer.system)
      .as(viewerOfPayload(decodeJwt(token)))
      .get(WritingService);
  const askers = { public: learner, ofA: other, ofB: learner };
  const asked = { kind: ThreadKind.QUESTION, title: 'Why is that so?', body: 'I do not see it.' };
  const Thread = await each(askers, async ({ token }, place) => {
    return (await writingAs(token).begin({ ...asked, courseId: Course[place], lessonId: Lesson[place]! })).id;
  });
  const Post = await each(Thread, async (threadId) => {
    return (await writingAs(other.token).reply({ threadId, body: 'Because.' })).id;
  });
  return { Thread, Post };
}
