import { decodeJwt } from 'jose';
import { viewerOfPayload } from '../../kit/identity/access-token';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import { cases } from '../../subgraphs/discussions/moderation/case.document';
import { WritingService } from '../../subgraphs/discussions/post/writing.service';
import { ReportReason } from '../../subgraphs/discussions/report/report.document';
import { ReportService } from '../../subgraphs/discussions/report/report.service';
import { ThreadKind } from '../../subgraphs/discussions/thread/thread.kind';
import type { Lyceum } from './lyceum';
import type { MadeCourses } from './world-courses';
import { each, type Ids, type Inhabitants } from './world-rows';

/** A question of a learner about a lesson of the marketplace and of each organisation, with an answer that was reported. */
export async function makeForums(
  lyceum: Lyceum,
  { administrator, learner, other }: Inhabitants,
  { Course, Lesson }: MadeCourses,
): Promise<Record<'Thread' | 'Post' | 'ModerationCase', Ids>> {
  const scopeFor = (token: string): Scope =>
    lyceum.platform.get('discussions').scope(viewerOfPayload(decodeJwt(token)));
  const writingAs = (token: string): WritingService => scopeFor(token).get(WritingService);
  const askers = { public: learner, ofA: other, ofB: learner };
  const asked = { kind: ThreadKind.QUESTION, title: 'Why is that so?', body: 'I do not see it.' };
  const Thread = await each(askers, async ({ token }, place) => {
    return (await writingAs(token).begin({ ...asked, courseId: Course[place], lessonId: Lesson[place]! })).id;
  });
  const Post = await each(Thread, async (threadId) => {
    return (await writingAs(other.token).reply({ threadId, body: 'Because.' })).id;
  });
  const { documents } = lyceum.platform.get('discussions').scope(Viewer.system);
  const ModerationCase = await each(Post, async (postId) => {
    await scopeFor(administrator.token).get(ReportService).report({ postId, reason: ReportReason.OTHER });
    return (await documents.of(cases).findOne({ aboutId: postId }))!.id;
  });
  return { Thread, Post, ModerationCase };
}
